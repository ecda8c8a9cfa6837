using Berth.Links.Flow;

namespace Berth.Links.Relay.Linux;

/// <summary>
/// Who is called when. A task stands in the heap once: one that is wanted later than it stands there is put back when its old place comes
/// up, so that a clock which each chunk restarts costs nothing.
/// </summary>
sealed partial class Loop
{
    readonly PriorityQueue<LoopTask, long> timers = new();

    /// <summary>Calls a task at a moment, in place of the one it waited for.</summary>
    public void Wake(LoopTask task, long moment)
    {
        task.Due = moment;
        if (moment < task.LookedAt) Enter(task, moment);
    }

    void Enter(LoopTask task, long moment)
    {
        task.LookedAt = moment;
        timers.Enqueue(task, moment);
    }

    // The first moment at which somebody is really due.
    long NextTimer()
    {
        while (timers.TryPeek(out var task, out var moment))
        {
            if (task.LookedAt == moment && task.Due == moment) return moment;
            timers.Dequeue();
            // An earlier entry has taken the place of this one; or the task is wanted later, or not any more.
            if (task.LookedAt != moment) continue;
            task.LookedAt = Moment.Never;
            if (task.Due != Moment.Never) Enter(task, task.Due);
        }
        return Moment.Never;
    }

    void RunTimers()
    {
        while (NextTimer() <= Now)
        {
            var task = timers.Dequeue();
            task.Due = task.LookedAt = Moment.Never;
            task.Run(Now);
        }
    }
}
