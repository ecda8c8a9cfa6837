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
        EndResult.NoRight => "no-right",
        _ => "unavailable",
    };
}
