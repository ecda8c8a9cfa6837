using Berth.Engine.Origins;
using Berth.Model.Addressing;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Freeing;

/// <summary>What became of one socket that was to be closed.</summary>
/// <param name="Sentence">For a person, with a full stop.</param>
/// <param name="Taker">Who holds the port now; null when it is free or nobody is known.</param>
public sealed record FreeOutcome(FreeVerdict Verdict, SocketRecord Socket, string Sentence, ProcessFacts? Taker)
{
    /// <summary>Compares a plan with what was seen after it was carried out: nothing is reported as free unseen.</summary>
    /// <param name="later">Taken after the plan was carried out; where a bind failed, after that.</param>
    /// <param name="binds">What binding each socket's endpoint said.</param>
    public static IReadOnlyList<FreeOutcome> After(FreePlan plan, Snapshot later, IReadOnlyDictionary<SocketRecord, PortState> binds) =>
        [.. plan.Closes.DistinctBy(Place.Of).Select(socket => Of(socket, plan, later, binds.GetValueOrDefault(socket, PortState.Unknown)))];

    /// <summary>Whether a place of the plan is taken in the snapshot, by whomever.</summary>
    public static bool IsTaken(FreePlan plan, Snapshot later) =>
        After(plan, later, new Dictionary<SocketRecord, PortState>()).Any(static outcome => outcome.Verdict == FreeVerdict.StillHeld);

    static FreeOutcome Of(SocketRecord closed, FreePlan plan, Snapshot later, PortState bind)
    {
        SocketRecord? holder = null, other = null;
        foreach (var socket in later.Sockets)
        {
            // A lease is no holder: a server binds the port beside it.
            if (socket.Kept is not null || !TakesTheSamePlace(socket, closed)) continue;
            if (plan.Spared.Contains(socket.Inode)) other = socket;
            else holder = socket;
            if (IsOld(socket, plan)) break;
        }
        return holder is not null ? OfHolder(closed, holder, plan, later) : other is not null ? OfOther(closed, other) : OfBind(closed, bind, later);
    }

    // It was not chosen, and is there as before: what was asked for is done, but the port is not free.
    static FreeOutcome OfOther(SocketRecord closed, SocketRecord other) => new(FreeVerdict.Freed, closed,
        $"{Place.Of(closed)} was let go; {Name(other.Owner.First)} has {Place.Of(other)} as before, and was not chosen.", null);

    static string Name(ProcessFacts? process) => process is null ? "a process that cannot be seen" : $"{process.Name} (pid {process.Pid})";

    // Inode numbers may be used again, but not while the socket that had this one lives.
    static bool IsOld(SocketRecord socket, FreePlan plan) => socket.Inode != 0 && plan.Closes.Any(closed => closed.Inode == socket.Inode);

    static FreeOutcome OfHolder(SocketRecord closed, SocketRecord holder, FreePlan plan, Snapshot later)
    {
        var taker = holder.Owner.First;
        var sentence = IsOld(holder, plan)
            ? $"{Place.Of(closed)} is still held by {Name(taker)}{Why(holder, plan)}."
            : $"{Place.Of(closed)} is held again, now by {Name(taker)}: {Starter(taker, later)} started it anew.";
        return new FreeOutcome(FreeVerdict.StillHeld, closed, sentence, taker);
    }

    // Only of somebody who was asked it can be said that he did not end.
    static string Why(SocketRecord holder, FreePlan plan)
    {
        if (holder.Owner.First is { } taker)
            return plan.Steps.OfType<SignalProcess>().Any(step => step.Process == taker.Key) ? ": it did not end" : "";
        return holder.Owner.Reason is { } reason ? $": {reason}" : "";
    }

    static string Starter(ProcessFacts? taker, Snapshot later)
    {
        if (taker is null) return "something";
        var origin = Origin.Of(taker, later);
        return (origin.Keeper ?? origin.Restarter) is { } parent ? Name(parent) : "something";
    }

    static FreeOutcome OfBind(SocketRecord closed, PortState bind, Snapshot later) => bind switch
    {
        PortState.Held => new FreeOutcome(FreeVerdict.StillHeld, closed, IsInAConnection(closed, later)
            ? $"Nothing listens on {Place.Of(closed)} any more, yet it cannot be bound: a connection still holds the port. `berth {closed.LocalPort}` says which."
            : $"Nothing is seen on {Place.Of(closed)} any more, yet it could not be bound: something took it for a moment, or holds it out of sight.", null),
        PortState.NoRight => new FreeOutcome(FreeVerdict.Freed, closed,
            $"Nothing holds {Place.Of(closed)} any more. Binding it takes more rights than this user has.", null),
        PortState.Free => new FreeOutcome(FreeVerdict.Freed, closed, $"{Place.Of(closed)} is free.", null),
        _ => new FreeOutcome(FreeVerdict.Freed, closed, $"Nothing holds {Place.Of(closed)} any more.", null),
    };

    static bool IsInAConnection(SocketRecord closed, Snapshot later) => later.Sockets.Any(socket =>
        socket.Protocol == closed.Protocol && socket.HasPeer && socket.LocalPort == closed.LocalPort && socket.Namespace.Inode == closed.Namespace.Inode);

    static bool TakesTheSamePlace(SocketRecord socket, SocketRecord closed)
    {
        if (socket.Protocol != closed.Protocol || socket.Namespace.Inode != closed.Namespace.Inode) return false;
        if (closed.Path is not null)
            return socket.Path == closed.Path && socket.IsAbstract == closed.IsAbstract && socket.State == closed.State
                && (socket.Inode == closed.Inode || socket.IsAtItsPath != false);
        return socket.LocalPort == closed.LocalPort && (socket.IsListener || socket.State == SocketState.Bound)
            && (socket.LocalAddress == closed.LocalAddress || Covers(socket, closed) || Covers(closed, socket));
    }

    // An IPv6 wildcard takes IPv4 too, unless IPV6_V6ONLY is set; where that cannot be told, it may.
    static bool Covers(SocketRecord wide, SocketRecord narrow) => wide.LocalAddress.IsWildcard
        && (wide.LocalAddress.Family == narrow.LocalAddress.Unmapped.Family || (wide.LocalAddress.Family == InetFamily.V6 && wide.V6Only != true));
}
