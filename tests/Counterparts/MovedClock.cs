using System.Diagnostics.CodeAnalysis;

namespace Berth.Counterparts;

/// <summary>Time that moves by hand.</summary>
public sealed class MovedClock : TimeProvider
{
    readonly Lock turn = new();
    readonly List<Timer> timers = [];
    TimeSpan now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override long GetTimestamp()
    {
        lock (turn) return now.Ticks;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (turn) return DateTimeOffset.UnixEpoch.AddYears(50) + now;
    }

    /// <summary>How long until the next timer; null: none waits.</summary>
    public TimeSpan? Next
    {
        get
        {
            lock (turn) return timers.Where(static timer => timer.At is not null).Min(timer => timer.At - now);
        }
    }

    public void Move(TimeSpan by)
    {
        List<Timer> due;
        lock (turn)
        {
            now += by;
            due = [.. timers.Where(timer => timer.At <= now)];
            foreach (var timer in due) timer.At = timer.Period > TimeSpan.Zero ? now + timer.Period : null;
        }
        foreach (var timer in due) timer.Call();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (turn) timers.Add(timer);
        return timer;
    }

    sealed class Timer(MovedClock clock, Action call) : ITimer
    {
        public TimeSpan? At { get; set; }
        public TimeSpan Period { get; private set; }
        public void Call() => call();

        [SuppressMessage("Reliability", "CA2002", Justification = "a Lock")]
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.turn)
            {
                Period = period;
                At = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock.turn) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
