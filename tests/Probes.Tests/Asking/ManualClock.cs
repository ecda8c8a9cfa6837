namespace Berth.Probes.Tests.Asking;

/// <summary>A clock that stands still until the test moves it.</summary>
sealed class ManualClock : TimeProvider
{
    readonly Lock gate = new();
    readonly List<Timer> timers = [];
    long now;

    public TimeSpan Elapsed
    {
        get
        {
            lock (gate) return TimeSpan.FromTicks(now);
        }
    }

    /// <summary>Whether somebody waits for a time to come.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (gate) return timers.Any(static timer => timer.Due != long.MaxValue);
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (gate) timers.Add(timer);
        return timer;
    }

    /// <summary>Goes on to the next time that somebody waits for.</summary>
    public void GoToNext()
    {
        List<Timer> due;
        lock (gate)
        {
            var next = timers.Count == 0 ? long.MaxValue : timers.Min(static timer => timer.Due);
            if (next == long.MaxValue) return;
            now = Math.Max(now, next);
            due = [.. timers.Where(timer => timer.Due <= now)];
            foreach (var timer in due) timer.Due = long.MaxValue;
        }
        foreach (var timer in due) timer.Ring();
    }

    sealed class Timer(ManualClock clock, Action ring) : ITimer
    {
        public long Due { get; set; } = long.MaxValue;

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate) Due = dueTime < TimeSpan.Zero ? long.MaxValue : clock.now + dueTime.Ticks;
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                Due = long.MaxValue;
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
