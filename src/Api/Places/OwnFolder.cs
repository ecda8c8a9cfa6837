using System.Runtime.Versioning;
using Berth.Linux.Native;

namespace Berth.Api.Places;

/// <summary>A folder that is a person's alone: what is in it can be trusted as much as the person.</summary>
[SupportedOSPlatform("linux")]
public static class OwnFolder
{
    const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const int Others = 0b000_111_111;

    /// <summary>Makes it (0700) when it is missing. Null when it is ours alone; else why not, and what to do.</summary>
    public static string? Prepare(string path)
    {
        try
        {
            Directory.CreateDirectory(path, Owners);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"the folder {path} cannot be made: {error.Message}";
        }
        return Check(path);
    }

    /// <summary>Null when it is ours alone; else why not, and what to do.</summary>
    public static string? Check(string path) => FileStatus.Entry(path) switch
    {
        null => $"the folder {path} is not there",
        { IsFolder: false } => $"{path} is not a folder (a link is none): move it away",
        { User: var user } when user != CurrentUser.EffectiveId => $"the folder {path} belongs to another user (uid {user}): move it away, or set XDG_RUNTIME_DIR and XDG_STATE_HOME",
        { Permissions: var mode } when (mode & Others) != 0 => $"the folder {path} is open to other users: chmod 700 {path}",
        _ => null,
    };
}
