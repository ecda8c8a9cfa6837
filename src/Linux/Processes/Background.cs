using System.Globalization;
using Berth.Linux.Native;

namespace Berth.Linux.Processes;

/// <summary>What a process gives up that is to run in the background, whoever started it (daemon(7)).</summary>
public static class Background
{
    const int GetFlags = 1, CloseOnExec = 1; // F_GETFD, FD_CLOEXEC
    const uint OthersNothing = 0b000_111_111;

    /// <summary>Files and folders made from now on are the user's alone.</summary>
    public static void KeepFilesPrivate() => _ = Libc.FileModeMask(OthersNothing);

    /// <summary>
    /// Closes what the starter had open beside stdin, stdout and stderr: a pipe that stayed open here would never end for its
    /// reader. What the runtime has opened itself is close-on-exec, so it is told apart.
    /// </summary>
    public static void CloseInherited()
    {
        foreach (var name in Directory.GetFileSystemEntries("/proc/self/fd"))
        {
            if (!int.TryParse(Path.GetFileName(name), NumberStyles.None, CultureInfo.InvariantCulture, out var fd) || fd <= 2) continue;
            var flags = Libc.FileControl(fd, GetFlags, 0);
            if (flags >= 0 && (flags & CloseOnExec) == 0) _ = Libc.Close(fd);
        }
    }

    /// <summary>Leaves the starter's session and folder.</summary>
    public static void LeaveSession()
    {
        OwnSession.Start();
        Directory.SetCurrentDirectory("/");
    }

    /// <summary>stdin reads nothing from now on; stdout and stderr go to a file that is open.</summary>
    public static void Redirect(int file)
    {
        using var nothing = FileDescriptor.OpenForReading("/dev/null", out _);
        if (nothing is not null) _ = Libc.Duplicate(nothing.Number, 0, 0);
        _ = Libc.Duplicate(file, 1, 0);
        _ = Libc.Duplicate(file, 2, 0);
    }
}
