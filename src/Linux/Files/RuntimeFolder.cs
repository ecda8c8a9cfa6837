using System.Runtime.Versioning;
using Berth.Linux.Native;

namespace Berth.Linux.Files;

/// <summary>Root's folder for what is of this boot: everybody may pass through it, what is inside says who may see it. The daemon of root has
/// another one, which is closed.</summary>
[SupportedOSPlatform("linux")]
public static class RuntimeFolder
{
    const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public const string Path = "/run/berth-kernel";

    /// <summary>Makes it when it is missing. Null, or why it cannot be used.</summary>
    public static string? Make() => CurrentUser.EffectiveId != 0 ? "it takes root" : Make(Path, Passable);

    /// <summary>Makes a folder of root's when it is missing. Null, or why it cannot be used.</summary>
    public static string? Make(string folder, UnixFileMode mode)
    {
        try
        {
            Directory.CreateDirectory(folder, mode);
            return FileStatus.IsRootsAlone(folder) ? null : $"{folder} is not root's alone";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{folder} cannot be made: {error.Message}";
        }
    }
}
