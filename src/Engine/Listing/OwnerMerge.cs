using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Sockets;

namespace Berth.Engine.Listing;

/// <summary>The owner of several sockets that make one row.</summary>
static class OwnerMerge
{
    /// <summary>All holders, each once, by pid. Part hidden is said in the reason.</summary>
    public static Owner Of(List<SocketRecord> sockets)
    {
        var first = sockets[0].Owner;
        var isSame = true;
        foreach (var socket in sockets) isSame &= ReferenceEquals(socket.Owner, first);
        if (isSame) return first;

        var all = new List<ProcessFacts>();
        var how = How.Unread;
        string? reason = null, remedy = null;
        foreach (var socket in sockets)
        {
            var owner = socket.Owner;
            all.AddRange(owner.Processes);
            if (owner.How > how) how = owner.How;
            reason ??= owner.Reason;
            remedy ??= owner.Remedy;
        }
        if (all.Count == 0) return new Owner([], how, reason, remedy);
        // Holders that were seen stay seen when another socket of the group hides its own.
        var known = AnyInferred(sockets) ? How.Inferred : How.Observed;
        return new Owner(EachOnce(all), known, how == How.Hidden ? $"some of the sockets: {reason}" : reason, remedy);
    }

    static List<ProcessFacts> EachOnce(List<ProcessFacts> all)
    {
        all.Sort(static (a, b) => a.Pid.CompareTo(b.Pid));
        var holders = new List<ProcessFacts>(all.Count);
        foreach (var process in all)
            if (holders.Count == 0 || holders[^1].Pid != process.Pid) holders.Add(process);
        return holders;
    }

    static bool AnyInferred(List<SocketRecord> sockets)
    {
        foreach (var socket in sockets)
            if (socket.Owner.How == How.Inferred) return true;
        return false;
    }
}
