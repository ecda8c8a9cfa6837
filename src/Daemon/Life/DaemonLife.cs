namespace Berth.Daemon.Life;

/// <summary>When the daemon ends: when it is told to, or, if a command started it, when nothing has needed it for a while.</summary>
sealed class DaemonLife(TimeProvider clock, Activity activity, bool onDemand) : IDisposable
{
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(10);
    static readonly TimeSpan pause = TimeSpan.FromSeconds(30);

    readonly CancellationTokenSource ending = new();
    readonly List<Func<IReadOnlyList<string>>> keepers = [];
    bool isTrimmed = true; // a fresh one has nothing to give back
    volatile bool onDemand = onDemand;

    public DateTimeOffset Started { get; } = clock.GetUtcNow();
    public bool OnDemand => onDemand;

    /// <summary>Cancelled when the daemon is to end.</summary>
    public CancellationToken Ending => ending.Token;

    /// <summary>Adds somebody who can say why the daemon must not end, such as "2 services of /code/shop run". Before the daemon answers.</summary>
    public void KeepFor(Func<IReadOnlyList<string>> reasons) => keepers.Add(reasons);

    /// <summary>Why it does not end by itself.</summary>
    public IReadOnlyList<string> Keeps => [.. keepers.SelectMany(static keeper => keeper())];

    public void Stay() => onDemand = false;

    public void End() => ending.Cancel();

    /// <summary>Ends the daemon once it is idle. Returns when it ends, for whatever reason.</summary>
    public async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(Ending)) Look();
        }
        catch (OperationCanceledException)
        {
        }
    }

    void Look()
    {
        Trim();
        if (!OnDemand) return;
        if (Keeps.Count > 0) activity.Touch();
        else if (activity.Quiet >= IdleLimit) End();
    }

    // What the last requests needed is given back to the system once, when it has become quiet.
    void Trim()
    {
        var isQuiet = activity.Quiet >= pause;
        if (isQuiet && !isTrimmed) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        isTrimmed = isQuiet;
    }

    public void Dispose() => ending.Dispose();
}
