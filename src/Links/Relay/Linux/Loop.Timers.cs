using Berth.Links.Flow;

namespace Berth.Links.Relay.Linux;

/// <summary>Who is called when.</summary>
sealed partial class Loop
{
    readonly TimerHeap timers = new();

    /// <summary>Calls a task at a moment, in place of the one it waited for; never, when that is said.</summary>
    public void Wake(LoopTask task, long moment)
    {
        if (task.Due == moment) return;
        task.Due = moment;
        if (moment == Moment.Never) timers.Remove(task);
        else timers.Place(task);
    }

    long NextTimer() => timers.First?.Due ?? Moment.Never;

    void RunTimers()
    {
        while (timers.First is { } task && task.Due <= Now)
        {
            timers.Remove(task);
            task.Due = Moment.Never;
            task.Run(Now);
        }
    }
}
