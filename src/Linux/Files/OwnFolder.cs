using Berth.Linux.Native;

namespace Berth.Linux.Files;

/// <summary>
/// A folder that is a person's alone: what is in it can be trusted as much as the person. Whatever of Berth's is kept is in such a
/// one, and nothing is read from, or carried out of, one that is somebody else's: XDG_STATE_HOME of `su` may be the caller's.
/// </summary>
public static class OwnFolder
{
    const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const int Others = 0b000_111_111, OthersWrite = 0b000_010_010, OthersEnter = 0b000_000_001;

    /// <summary>Makes it when it is missing, each missing folder above it too, all 0700. Null when it is ours alone; else why not, and what to do.</summary>
    public static string? Prepare(string path)
    {
        try
        {
            Make(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Closed(path) ?? $"the folder {path} cannot be made: {error.Message}";
        }
        return Check(path);
    }

    // The folder above that another user keeps shut says more than "access denied".
    static string? Closed(string path)
    {
        for (var above = Path.GetDirectoryName(path); above is { Length: > 0 }; above = Path.GetDirectoryName(above))
            if (FileStatus.Entry(above) is { } entry)
                return entry.User != CurrentUser.EffectiveId && (entry.Permissions & OthersEnter) == 0 ? Check(above) : null;
        return null;
    }

    /// <summary>Makes it and each missing folder above it, all 0700: one call for the whole path would give the upper ones to everybody.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Make(string path)
    {
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } above) Make(above);
        Directory.CreateDirectory(path, Owners);
    }

    /// <summary>Null when it is ours alone; else why not, and what to do.</summary>
    public static string? Check(string path) => Check(path, Others);

    /// <summary>The same where others may read: null when nobody else can put something there.</summary>
    public static string? CheckWriters(string path) => Check(path, OthersWrite);

    static string? Check(string path, int others) => FileStatus.Entry(path) switch
    {
        null => $"the folder {path} is not there",
        { IsFolder: false } => $"{path} is not a folder (a link is none): move it away",
        { User: var user } when user != CurrentUser.EffectiveId =>
            $"the folder {path} belongs to another user (uid {user}): move it away, or set XDG_RUNTIME_DIR and XDG_STATE_HOME",
        { Permissions: var mode } when (mode & others) != 0 => $"the folder {path} is open to other users: chmod 700 {path}",
        _ => null,
    };
}
