using Berth.Links.Flow;

namespace Berth.Links.Relay.Linux;

/// <summary>
/// Tells the loop the time, and wakes it: by a timerfd with absolute deadlines for the system's clock, by a timer of the provider for
/// any other, so that real sockets can be tried on virtual time. (Task.Delay is 3 ms late; a timeout of epoll_wait has 0.1 % slack.)
/// </summary>
sealed unsafe class LoopClock
{
    const int Monotonic = 1; // CLOCK_MONOTONIC, which is what Stopwatch reads
    const int Absolute = 1; // TFD_TIMER_ABSTIME

    readonly TimeProvider time;
    readonly ITimer? timer;
    long armed = Moment.Never;

    public LoopClock(TimeProvider time, Loop loop)
    {
        this.time = time;
        if (time == TimeProvider.System) Descriptor = Libc.MakeTimer(Monotonic, Constants.NonBlocking | Constants.CloseOnExec);
        else timer = time.CreateTimer(_ => loop.Rouse(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The timerfd; below zero where the provider's own timer wakes the loop.</summary>
    public int Descriptor { get; } = -1;

    public long Read() => time.TimestampFrequency == Moment.PerSecond
        ? time.GetTimestamp()
        : (long)((Int128)time.GetTimestamp() * Moment.PerSecond / time.TimestampFrequency);

    /// <summary>Has the loop woken at a moment, and not earlier.</summary>
    public void Arm(long moment)
    {
        if (moment == armed) return;
        armed = moment;
        if (timer is not null)
        {
            var wait = moment == Moment.Never ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(Math.Max(0, (moment - Read() + 99) / 100));
            timer.Change(wait, Timeout.InfiniteTimeSpan);
            return;
        }
        // All zero takes the deadline away.
        TimerSetting setting = default;
        if (moment != Moment.Never) (setting.Seconds, setting.Nanoseconds) = Math.DivRem(Math.Max(1, moment), Moment.PerSecond);
        _ = Libc.SetTimer(Descriptor, Absolute, &setting, null);
    }

    /// <summary>The deadline was seen; the next is armed even when it is the same.</summary>
    public void Take()
    {
        ulong count;
        _ = Libc.Read(Descriptor, &count, sizeof(ulong));
        armed = Moment.Never;
    }

    public void Close()
    {
        timer?.Dispose();
        if (Descriptor >= 0) _ = Libc.Close(Descriptor);
    }
}
