namespace Berth.Linux.Native;

/// <summary>struct passwd of 64-bit C libraries: name, password, uid and gid, gecos, directory, shell.</summary>
static class UserEntryLayout
{
    public const int Name = 0, Group = 20, Home = 32;
}
