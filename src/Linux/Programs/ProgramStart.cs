using System.Diagnostics;

namespace Berth.Linux.Programs;

/// <summary>
/// The one place where a child process is described. A bare name would be looked for beside our own program, then in the
/// current folder, then on PATH (Process.Start): a file of a stranger's folder would run with our rights. So a path it is.
/// </summary>
public static class ProgramStart
{
    /// <param name="path">Absolute.</param>
    /// <exception cref="ArgumentException">The path is not absolute.</exception>
    public static ProcessStartInfo Of(string path, IEnumerable<string> arguments)
    {
        if (!Path.IsPathRooted(path)) throw new ArgumentException($"a program is started by its absolute path, not as '{path}'", nameof(path));
        return new ProcessStartInfo(path, arguments) { UseShellExecute = false };
    }

    /// <summary>The same with stdin, stdout and stderr as pipes, in the root folder, and with an empty environment.</summary>
    public static ProcessStartInfo Apart(string path, IEnumerable<string> arguments)
    {
        var start = Of(path, arguments);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = "/";
        start.Environment.Clear();
        return start;
    }
}
