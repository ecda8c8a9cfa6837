using Berth.Model.Processes;
using Berth.Model.Snapshots;

namespace Berth.Engine.Freeing;

static class Descendants
{
    /// <summary>Every process of the snapshot below the root, parents before children: a parent that is gone cannot start anew.</summary>
    public static IReadOnlyList<ProcessFacts> Of(ProcessFacts root, Snapshot snapshot)
    {
        var children = snapshot.Processes.Values.ToLookup(process => process.ParentPid);
        var found = new List<ProcessFacts>();
        var seen = new HashSet<int> { root.Pid };
        var next = new Queue<ProcessFacts>([root]);
        while (next.TryDequeue(out var parent))
        {
            foreach (var child in children[parent.Pid].OrderBy(child => child.Pid))
            {
                if (!seen.Add(child.Pid)) continue;
                found.Add(child);
                next.Enqueue(child);
            }
        }
        return found;
    }
}
