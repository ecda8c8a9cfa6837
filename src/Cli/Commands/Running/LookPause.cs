namespace Berth.Cli.Commands.Running;

/// <summary>How long to wait before the next look at where a command listens: a start is watched closely, a server that runs hardly.</summary>
sealed class LookPause(TimeProvider clock)
{
    readonly long start = clock.GetTimestamp();

    /// <summary>The time since the start.</summary>
    public TimeSpan At => clock.GetElapsedTime(start);

    /// <param name="isPending">Something was seen that is not told yet.</param>
    public TimeSpan Pause(bool isPending) => At.TotalSeconds switch
    {
        _ when isPending => TimeSpan.FromMilliseconds(100),
        < 5 => TimeSpan.FromMilliseconds(100),
        < 60 => TimeSpan.FromMilliseconds(500),
        _ => TimeSpan.FromSeconds(2),
    };
}
