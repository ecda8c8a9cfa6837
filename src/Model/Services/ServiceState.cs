namespace Berth.Model.Services;

/// <summary>Where a service of a project stands.</summary>
public enum ServicePhase
{
    /// <summary>It was not started, or was ended on request.</summary>
    Down,

    /// <summary>What it needs is not there yet.</summary>
    Waiting,

    /// <summary>It runs and is not ready yet.</summary>
    Starting,
    Ready,

    /// <summary>It runs, and was not ready in time.</summary>
    Unready,

    /// <summary>It ended, and is started again after a pause.</summary>
    Restarting,
    Stopping,

    /// <summary>It ended with 0 and is not started again.</summary>
    Completed,

    /// <summary>It could not be started, or ended with a failure and is not started again.</summary>
    Failed,
}

public static class ServicePhaseNames
{
    /// <summary>The name used in JSON and in tables.</summary>
    public static string Name(this ServicePhase phase) => phase switch
    {
        ServicePhase.Down => "down",
        ServicePhase.Waiting => "waiting",
        ServicePhase.Starting => "starting",
        ServicePhase.Ready => "ready",
        ServicePhase.Unready => "unready",
        ServicePhase.Restarting => "restarting",
        ServicePhase.Stopping => "stopping",
        ServicePhase.Completed => "completed",
        _ => "failed",
    };

    /// <summary>Whether a process of it may run.</summary>
    public static bool IsRunning(this ServicePhase phase) => phase is ServicePhase.Starting or ServicePhase.Ready or ServicePhase.Unready or ServicePhase.Stopping;
}

/// <summary>A service at one moment.</summary>
/// <param name="Reason">Why it is there, one sentence; null when there is nothing to say.</param>
/// <param name="Pid">Of the main process; null when none runs.</param>
/// <param name="Since">When it came into this phase.</param>
/// <param name="Restarts">How often it was started again by itself.</param>
/// <param name="ExitCode">Of its last end; 128 and the number for a signal; null: it has not ended, or it is not known.</param>
public sealed record ServiceState(string Name, ServicePhase Phase, string? Reason, int? Pid, DateTimeOffset Since, int Restarts, int? ExitCode)
{
    public bool IsTask { get; init; }
    public IReadOnlyList<ServiceEndpoint> Endpoints { get; init; } = [];

    /// <summary>When the process was started; null when none runs.</summary>
    public DateTimeOffset? Started { get; init; }
}
