using Berth.Links.Flow;

namespace Berth.Links.Relay.Linux;

/// <summary>Who is called when. A timer that was moved leaves its old place in the heap, where it is passed over.</summary>
sealed partial class Loop
{
    readonly PriorityQueue<IRun, long> timers = new();

    long NextTimer()
    {
        while (timers.TryPeek(out var run, out var due))
        {
            if (run.Due == due) return due;
            timers.Dequeue();
        }
        return Moment.Never;
    }

    void RunTimers()
    {
        while (NextTimer() <= Now)
        {
            var run = timers.Dequeue();
            run.Due = Moment.Never;
            run.Run(Now);
        }
    }
}
