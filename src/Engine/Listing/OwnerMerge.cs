using Berth.Model;

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

        var holders = new SortedList<int, ProcessFacts>();
        var how = How.Unread;
        string? reason = null, remedy = null;
        foreach (var socket in sockets)
        {
            var owner = socket.Owner;
            foreach (var process in owner.Processes) holders.TryAdd(process.Pid, process);
            if (owner.How > how) how = owner.How;
            reason ??= owner.Reason;
            remedy ??= owner.Remedy;
        }
        if (holders.Count == 0) return new Owner([], how, reason, remedy);
        // Holders that were seen stay seen when another socket of the group hides its own.
        var known = AnyInferred(sockets) ? How.Inferred : How.Observed;
        return new Owner([.. holders.Values], known, how == How.Hidden ? $"some of the sockets: {reason}" : reason, remedy);
    }

    static bool AnyInferred(List<SocketRecord> sockets)
    {
        foreach (var socket in sockets)
            if (socket.Owner.How == How.Inferred) return true;
        return false;
    }
}
