using System.Diagnostics;
using System.Runtime.Versioning;
using Berth.Linux.Programs;

namespace Berth.Actions.Running;

/// <summary>Our own program once more, with other words.</summary>
[SupportedOSPlatform("linux")]
public static class OwnProgram
{
    /// <summary>Starts it in our folder and environment, with pipes. Null when it is not known where we are, or it could not be started.</summary>
    public static Process? Start(params IReadOnlyList<string> words)
    {
        if (Environment.ProcessPath is not { } program) return null;
        var start = ProgramStart.Of(program, words);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        return Process.Start(start);
    }
}
