using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Berth.Linux.Native;

/// <summary>
/// Lays root's rights down before what strangers send is read: all threads become user nobody, without groups, and with the user go the
/// capabilities (capabilities(7), "Effect of user ID changes on capabilities"). Does nothing as anybody but root.
/// </summary>
public sealed unsafe class RootRights : IDisposable
{
    const uint Nobody = 65534, Unchanged = uint.MaxValue;

    readonly uint group;
    readonly uint[] groups;

    RootRights(uint group, uint[] groups) => (this.group, this.groups) = (group, groups);

    /// <summary>
    /// For as long as the process lives: there is no way back. False when they are kept: for another user than root, where nobody is no
    /// user of this namespace, and where the program itself could not be read any more.
    /// </summary>
    public static bool LayDownForGood()
    {
        if (!CanLayDown) return false;
        _ = Libc.SetGroups(0, null);
        return Libc.SetGroupIds(Nobody, Nobody, Nobody) == 0 & Libc.SetUsers(Nobody, Nobody, Nobody) == 0;
    }

    /// <summary>
    /// Until it is disposed, for what needs them again afterwards: the weaker form, since whoever ran code of his own here could take them
    /// up too. Null when they are kept.
    /// </summary>
    public static RootRights? LayDown()
    {
        if (!CanLayDown) return null;
        var rights = new RootRights(Libc.EffectiveGroupId(), FileUser.CurrentGroups());
        _ = Libc.SetGroups(0, null);
        _ = Libc.SetGroupIds(Unchanged, Nobody, Unchanged);
        _ = Libc.SetUsers(Unchanged, Nobody, Unchanged);
        return rights;
    }

    /// <summary>Takes them up again.</summary>
    /// <exception cref="UnauthorizedAccessException">The system does not give them back.</exception>
    public void Dispose()
    {
        if (Libc.SetUsers(Unchanged, 0, Unchanged) != 0) throw new UnauthorizedAccessException("root's rights cannot be taken up again");
        _ = Libc.SetGroupIds(Unchanged, group, Unchanged);
        fixed (uint* list = groups) _ = Libc.SetGroups(groups.Length, list);
    }

    // A native program is all in memory; one on the runtime still loads parts of itself, which nobody must be able to read.
    static bool CanLayDown => OperatingSystem.IsLinux() && Libc.EffectiveUserId() == 0
        && (!RuntimeFeature.IsDynamicCodeSupported || (IsOpenToAll(AppContext.BaseDirectory) && IsOpenToAll(RuntimeEnvironment.GetRuntimeDirectory())));

    static bool IsOpenToAll(string folder)
    {
        for (var at = Path.TrimEndingDirectorySeparator(folder); at is { Length: > 1 }; at = Path.GetDirectoryName(at))
            if ((File.GetUnixFileMode(at) & UnixFileMode.OtherExecute) == 0) return false;
        return true;
    }
}
