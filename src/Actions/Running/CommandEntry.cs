using System.Runtime.Versioning;
using Berth.Linux.Processes;

namespace Berth.Actions.Running;

/// <summary>Turns this process into the command, inside its control group.</summary>
[SupportedOSPlatform("linux")]
public static class CommandEntry
{
    const int CannotRun = 126, NotFound = 127; // as shells end (POSIX, 2.8.2)
    const int NoSuchFile = 2, NoFolder = 20; // ENOENT, ENOTDIR

    /// <summary>Returns only when it failed: the exit code, and why; the reason is null when nobody is left to hear it.</summary>
    public static (int Code, string? Problem) Become(string? entrance, int parent, bool ownProcessGroup, bool asCaller, IReadOnlyList<string> command)
    {
        var failure = CommandInGroup.Become(entrance, parent, ownProcessGroup, asCaller, command, out var error);
        return failure switch
        {
            CommandFailure.ParentGone => (1, null),
            CommandFailure.Group => (1, $"{entrance} does not take the command in: {error}"),
            CommandFailure.User => (1, $"it could not be given the rights of the user who called sudo: {error}. With --as-root it keeps root's"),
            _ when error.Number is NoSuchFile or NoFolder => (NotFound, $"{command[0]} was not found"),
            _ => (CannotRun, $"{command[0]} cannot be run: {error}"),
        };
    }
}
