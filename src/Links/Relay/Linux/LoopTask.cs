using Berth.Links.Flow;

namespace Berth.Links.Relay.Linux;

/// <summary>Is called on the loop's thread: when its timer is due (<see cref="Loop.Wake"/>), or again after the other events.</summary>
abstract class LoopTask
{
    /// <summary>When it wants to be called; the loop's.</summary>
    public long Due { get; set; } = Moment.Never;

    /// <summary>Where it stands among the timers, below zero when it is not there; the loop's.</summary>
    public int Place { get; set; } = -1;

    /// <summary>Whether it stands in the queue of those that are called again; the loop's.</summary>
    public bool IsQueued { get; set; }

    public abstract void Run(long now);
}
