namespace Berth.Cli.Hosting;

/// <summary>How `berth` ends: docs/specs/exit-codes.md. A number keeps its meaning for good.</summary>
static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something unexpected went wrong.</summary>
    public const int Failed = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int BadUsage = 2;

    /// <summary>What was asked about is not there.</summary>
    public const int NothingThere = 3;

    /// <summary>Berth will not do it, or was told no.</summary>
    public const int Refused = 4;

    /// <summary>It was tried, and the port is still held.</summary>
    public const int StillHeld = 5;

    /// <summary>This user may not do it.</summary>
    public const int NoRight = 6;
    public const int TimedOut = 7;

    /// <summary>The machine's sockets cannot be read here.</summary>
    public const int Unavailable = 8;

    /// <summary>There are findings at least as bad as asked for; doctor found a cause.</summary>
    public const int Found = 9;

    /// <summary>`doctor`: whether something is wrong cannot be decided from here; the reason is said.</summary>
    public const int Undecided = 10;
}
