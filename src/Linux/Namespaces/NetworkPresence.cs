using Berth.Linux.Native;
using Berth.Linux.ProcFs;

namespace Berth.Linux.Namespaces;

/// <summary>Whether a network namespace is still there, as far as it can be seen: a process is in it, or `ip netns` keeps it.</summary>
public static class NetworkPresence
{
    const string Kept = "/run/netns";

    /// <param name="number">Its inode number.</param>
    public static bool Has(ulong number)
    {
        using var proc = ProcDirectory.Open(out _);
        foreach (var pid in proc?.ProcessIds() ?? [])
            if (FileStatus.Inode($"/proc/{pid}/ns/net") == number) return true;
        if (!Directory.Exists(Kept)) return false;
        foreach (var name in Directory.GetFiles(Kept))
            if (FileStatus.Inode(name) == number) return true;
        return false;
    }
}
