namespace Berth.Actions.Signals;

/// <summary>What became of a process that was asked to end.</summary>
public enum EndResult : byte
{
    /// <summary>It ended after SIGTERM.</summary>
    Ended,

    /// <summary>It did not end in time and was killed, as asked.</summary>
    Killed,

    /// <summary>It still runs after the time it was given.</summary>
    StillRunning,

    /// <summary>It had ended before anything was sent.</summary>
    Gone,

    /// <summary>Its pid belongs to another process now; nothing was sent.</summary>
    Reused,

    /// <summary>It no longer had any of the sockets; nothing was sent.</summary>
    LetGo,

    /// <summary>It let the sockets go when it was asked to end, and still runs: there was no reason left to kill it.</summary>
    Released,

    /// <summary>It belongs to another user; nothing was sent.</summary>
    NoRight,

    /// <summary>This system has no way to signal a process without the risk of hitting another one.</summary>
    Unavailable,
}

public static class EndResultNames
{
    /// <summary>The name used in JSON.</summary>
    public static string Name(this EndResult result) => result switch
    {
        EndResult.Ended => "ended",
        EndResult.Killed => "killed",
        EndResult.StillRunning => "still-running",
        EndResult.Gone => "gone",
        EndResult.Reused => "reused",
        EndResult.LetGo => "let-go",
        EndResult.Released => "released",
        EndResult.NoRight => "no-right",
        _ => "unavailable",
    };
}
