using System.Runtime.InteropServices;

namespace Berth.Linux.Native;

/// <summary>
/// Reads files with another user's rights: root must not read for a person what is root's alone. The thread takes that user's
/// fsuid, fsgid (setfsuid(2), setfsgid(2)) and supplementary groups; with fsuid its capabilities to override permissions go too.
/// </summary>
/// <param name="User">Its number.</param>
/// <param name="Group">Its primary group.</param>
/// <param name="Groups">Its other groups.</param>
public sealed unsafe record FileUser(uint User, uint Group, IReadOnlyList<uint> Groups)
{
    const int MostGroups = 65536; // NGROUPS_MAX

    // Rights that are lent are not lent on: what is read for one user within is read for that one.
    [ThreadStatic] static bool isLent;

    /// <summary>A user as the system knows it: with its groups; one that is not known has its own number as its only group.</summary>
    public static FileUser Of(uint user)
    {
        if (Libc.UserEntry(user) is var entry && entry is null) return new FileUser(user, user, []);
        var name = *(byte**)(entry + UserEntryLayout.Name);
        var group = *(uint*)(entry + UserEntryLayout.Group);
        var count = 64;
        var groups = new uint[count];
        while (true)
        {
            fixed (uint* p = groups)
                if (Libc.GroupsOf(name, group, p, &count) >= 0) return new FileUser(user, group, groups[..count]);
            if (count <= groups.Length || count > MostGroups) return new FileUser(user, group, []);
            groups = new uint[count];
        }
    }

    /// <param name="user">Null: as we are.</param>
    /// <param name="read">Runs on this thread, and must not leave it.</param>
    /// <exception cref="UnauthorizedAccessException">The system does not let us take that user's rights: nothing was read.</exception>
    public static T Run<T>(uint? user, Func<T> read) =>
        user is not { } other || other == Libc.EffectiveUserId() || Libc.EffectiveUserId() != 0 ? read() : Of(other).Run(read);

    /// <summary>The same with rights that were found already. As anybody but root it reads as we are.</summary>
    /// <exception cref="UnauthorizedAccessException">The system does not let us take that user's rights: nothing was read.</exception>
    public T Run<T>(Func<T> read)
    {
        var own = Libc.EffectiveUserId();
        if (own != 0 || User == own || isLent) return read();
        var ownGroup = Libc.EffectiveGroupId();
        var ownGroups = CurrentGroups();
        isLent = true;
        try
        {
            var isTaken = SetGroups(Groups);
            _ = Libc.SetFileGroup(Group);
            _ = Libc.SetFileUser(User);
            // Both answer what was there before, and tell no failure: the only way is to ask again (setfsuid(2), "BUGS").
            if (!isTaken || Libc.SetFileUser(uint.MaxValue) != (int)User || Libc.SetFileGroup(uint.MaxValue) != (int)Group)
                throw new UnauthorizedAccessException($"the rights of user {User} cannot be taken here");
            return read();
        }
        finally
        {
            _ = Libc.SetFileUser(own);
            _ = Libc.SetFileGroup(ownGroup);
            _ = SetGroups(ownGroups);
            isLent = false;
        }
    }

    internal static uint[] CurrentGroups()
    {
        var count = Libc.Groups(0, null);
        if (count <= 0) return [];
        var groups = new uint[count];
        fixed (uint* p = groups) return groups[..Math.Max(0, Libc.Groups(count, p))];
    }

    // The system call itself changes this thread alone; the C library's function would change them all.
    static bool SetGroups(IReadOnlyList<uint> groups)
    {
        var number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 159 : 116; // setgroups(2)
        uint[] list = [.. groups];
        fixed (uint* p = list) return Libc.SystemCall(number, list.Length, p, 0) == 0;
    }
}
