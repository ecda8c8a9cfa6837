namespace Berth.Supervision.Running;

/// <summary>An exit code in words.</summary>
static class ExitText
{
    // signal(7); the ones that end programs, by the numbers of every architecture that .NET runs on.
    static readonly Dictionary<int, string> signals = new()
    {
        [1] = "SIGHUP", [2] = "SIGINT", [3] = "SIGQUIT", [4] = "SIGILL", [6] = "SIGABRT", [7] = "SIGBUS", [8] = "SIGFPE", [9] = "SIGKILL", [11] = "SIGSEGV", [13] = "SIGPIPE", [14] = "SIGALRM", [15] = "SIGTERM",
    };

    public static string Of(int? code, bool isAdopted) => code switch
    {
        null => isAdopted ? "it ended, and how is not known, because it was started by a daemon that is gone" : "it ended",
        > 128 and { } number when signals.TryGetValue(number - 128, out var name) => $"it was ended by {name}",
        127 => "it ended with 127: its command was not found",
        126 => "it ended with 126: its command cannot be run",
        _ => $"it ended with {code}",
    };
}
