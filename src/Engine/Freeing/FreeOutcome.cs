using Berth.Model;

namespace Berth.Engine.Freeing;

/// <summary>What became of one socket that was to be closed.</summary>
/// <param name="Sentence">For a person, with a full stop.</param>
/// <param name="Taker">Who holds the port now; null when it is free or nobody is known.</param>
public sealed record FreeOutcome(FreeVerdict Verdict, SocketRecord Socket, string Sentence, ProcessFacts? Taker)
{
    /// <summary>Compares a plan with a snapshot taken after it was carried out: nothing is reported as free unseen.</summary>
    public static IReadOnlyList<FreeOutcome> After(FreePlan plan, Snapshot later) =>
        [.. plan.Steps.SelectMany(step => step.Closes).Distinct().Select(socket => Of(socket, later))];

    static FreeOutcome Of(SocketRecord closed, Snapshot later)
    {
        SocketRecord? holder = null;
        foreach (var socket in later.Sockets)
        {
            if (!TakesTheSamePlace(socket, closed)) continue;
            holder = socket;
            if (socket.Inode == closed.Inode) break;
        }
        var place = Place.Of(closed);
        if (holder is null) return new FreeOutcome(FreeVerdict.Freed, closed, $"{place} is free.", null);
        var taker = holder.Owner.First;
        var name = taker is null ? "a process that cannot be seen" : $"{taker.Name} (pid {taker.Pid})";
        // Inode numbers may be used again, but not while the socket that had this one lives.
        var sentence = holder.Inode == closed.Inode
            ? $"{place} is still held by {name}: it did not end."
            : $"{place} is held again, now by {name}: something started it anew.";
        return new FreeOutcome(FreeVerdict.StillHeld, closed, sentence, taker);
    }

    static bool TakesTheSamePlace(SocketRecord socket, SocketRecord closed)
    {
        if (socket.Protocol != closed.Protocol || socket.Namespace.Inode != closed.Namespace.Inode) return false;
        if (closed.Path is not null) return socket.Path == closed.Path && socket.State == closed.State;
        return socket.LocalPort == closed.LocalPort && (socket.IsListener || socket.State == SocketState.Bound)
            && Overlaps(socket.LocalAddress, closed.LocalAddress);
    }

    static bool Overlaps(InetAddress a, InetAddress b) =>
        a == b || (a.Family == b.Family && (a.IsWildcard || b.IsWildcard)) || (a.Family == InetFamily.V6 && a.IsWildcard) || (b.Family == InetFamily.V6 && b.IsWildcard);
}
