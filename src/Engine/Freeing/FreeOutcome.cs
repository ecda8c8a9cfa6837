using Berth.Model;

namespace Berth.Engine.Freeing;

/// <summary>What became of one socket that was to be closed.</summary>
/// <param name="Sentence">For a person, with a full stop.</param>
/// <param name="Taker">Who holds the port now; null when it is free or nobody is known.</param>
public sealed record FreeOutcome(FreeVerdict Verdict, SocketRecord Socket, string Sentence, ProcessFacts? Taker)
{
    /// <summary>Compares a plan with what was seen after it was carried out: nothing is reported as free unseen.</summary>
    /// <param name="binds">What binding each socket's endpoint said, after <paramref name="later"/> was taken.</param>
    public static IReadOnlyList<FreeOutcome> After(FreePlan plan, Snapshot later, IReadOnlyDictionary<SocketRecord, PortState> binds) =>
        [.. plan.Closes.Select(socket => Of(socket, later, binds.GetValueOrDefault(socket, PortState.Unknown)))];

    static FreeOutcome Of(SocketRecord closed, Snapshot later, PortState bind)
    {
        SocketRecord? holder = null;
        foreach (var socket in later.Sockets)
        {
            if (!TakesTheSamePlace(socket, closed)) continue;
            holder = socket;
            if (socket.Inode == closed.Inode) break;
        }
        return holder is null ? OfBind(closed, bind) : OfHolder(closed, holder);
    }

    static FreeOutcome OfHolder(SocketRecord closed, SocketRecord holder)
    {
        var taker = holder.Owner.First;
        var name = taker is null ? "a process that cannot be seen" : $"{taker.Name} (pid {taker.Pid})";
        // Inode numbers may be used again, but not while the socket that had this one lives.
        var sentence = holder.Inode == closed.Inode
            ? $"{Place.Of(closed)} is still held by {name}: it did not end."
            : $"{Place.Of(closed)} is held again, now by {name}: something started it anew.";
        return new FreeOutcome(FreeVerdict.StillHeld, closed, sentence, taker);
    }

    static FreeOutcome OfBind(SocketRecord closed, PortState bind) => bind switch
    {
        PortState.Held => new FreeOutcome(FreeVerdict.StillHeld, closed,
            $"Nothing listens on {Place.Of(closed)} any more, yet it cannot be bound: a connection still holds the port. `berth {closed.LocalPort}` says which.", null),
        PortState.NoRight => new FreeOutcome(FreeVerdict.Freed, closed,
            $"Nothing holds {Place.Of(closed)} any more. Binding it takes more rights than this user has.", null),
        PortState.Free => new FreeOutcome(FreeVerdict.Freed, closed, $"{Place.Of(closed)} is free.", null),
        _ => new FreeOutcome(FreeVerdict.Freed, closed, $"Nothing holds {Place.Of(closed)} any more.", null),
    };

    static bool TakesTheSamePlace(SocketRecord socket, SocketRecord closed)
    {
        if (socket.Protocol != closed.Protocol || socket.Namespace.Inode != closed.Namespace.Inode) return false;
        if (closed.Path is not null) return socket.Path == closed.Path && socket.State == closed.State;
        return socket.LocalPort == closed.LocalPort && (socket.IsListener || socket.State == SocketState.Bound)
            && (socket.LocalAddress == closed.LocalAddress || Covers(socket, closed) || Covers(closed, socket));
    }

    // An IPv6 wildcard takes IPv4 too, unless IPV6_V6ONLY is set; where that cannot be told, it may.
    static bool Covers(SocketRecord wide, SocketRecord narrow) => wide.LocalAddress.IsWildcard
        && (wide.LocalAddress.Family == narrow.LocalAddress.Unmapped.Family || (wide.LocalAddress.Family == InetFamily.V6 && wide.V6Only != true));
}
