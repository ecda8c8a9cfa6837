using Berth.Model;

namespace Berth.Engine.Freeing;

/// <summary>Of the processes that share a socket, those that were not started by another of them.</summary>
static class Masters
{
    /// <summary>A pre-fork server's parent ends its workers itself; ended workers would only be forked again.</summary>
    public static IReadOnlyList<ProcessFacts> Of(IReadOnlyList<ProcessFacts> holders)
    {
        var pids = new HashSet<int>(holders.Select(holder => holder.Pid));
        var masters = holders.Where(holder => !pids.Contains(holder.ParentPid)).ToArray();
        // A ring of parents exists only in a snapshot read while pids changed.
        return masters.Length == 0 ? holders : masters;
    }
}
