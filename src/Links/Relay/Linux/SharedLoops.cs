namespace Berth.Links.Relay.Linux;

/// <summary>The loops of this process: one for each clock, which lives as long as a link uses it. Safe for all threads.</summary>
static class SharedLoops
{
    static readonly Lock gate = new();
    static readonly Dictionary<TimeProvider, (Loop Loop, int Users)> loops = [];

    public static Loop Rent(TimeProvider time)
    {
        lock (gate)
        {
            var (loop, users) = loops.TryGetValue(time, out var found) ? found : (new Loop(time), 0);
            loops[time] = (loop, users + 1);
            return loop;
        }
    }

    /// <summary>After the last user's commands the loop ends.</summary>
    public static void Return(TimeProvider time)
    {
        lock (gate)
        {
            var (loop, users) = loops[time];
            if (users > 1)
            {
                loops[time] = (loop, users - 1);
                return;
            }
            loops.Remove(time);
            loop.Stop();
        }
    }
}
