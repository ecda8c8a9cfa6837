using System.Runtime.Versioning;
using Berth.Model.Processes;

namespace Berth.Probes.Linux.Holders;

/// <summary>By pid, but a process that is the parent of the others first: the master before its forked workers.</summary>
[SupportedOSPlatform("linux")]
static class HolderOrder
{
    public static IReadOnlyList<ProcessFacts> Sort(List<ProcessFacts> holders)
    {
        holders.Sort((left, right) => left.Pid.CompareTo(right.Pid));
        var master = holders.FindIndex(candidate => holders.TrueForAll(other => other == candidate || other.ParentPid == candidate.Pid));
        if (master > 0)
        {
            var first = holders[master];
            holders.RemoveAt(master);
            holders.Insert(0, first);
        }
        return holders;
    }
}
