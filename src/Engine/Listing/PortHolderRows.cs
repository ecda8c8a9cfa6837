using Berth.Model;

namespace Berth.Engine.Listing;

/// <summary>Folds listeners and bound sockets that share protocol, address, port, namespace and interface.</summary>
sealed class PortHolderRows(Snapshot snapshot, RowContext context)
{
    readonly Chains places = new(snapshot.Sockets.Count);
    readonly List<SocketRecord> firsts = new(snapshot.Sockets.Count);
    readonly ReachOnce reach = new(snapshot);

    // Groups are rare: only they have a list.
    List<SocketRecord>?[] groups = [];

    public void Add(SocketRecord socket)
    {
        var hash = SocketHash.OfBind(socket);
        for (var place = places.First(hash); place >= 0; place = places.After(place))
        {
            if (!SharesPort(firsts[place], socket)) continue;
            Join(place, socket);
            return;
        }
        places.Add(hash);
        firsts.Add(socket);
    }

    public void MoveTo(List<Row> rows)
    {
        for (var i = 0; i < firsts.Count; i++)
        {
            var first = firsts[i];
            var group = i < groups.Length ? groups[i] : null;
            rows.Add(new Row
            {
                Kind = first.IsListener ? RowKind.Listener : RowKind.Bound,
                Socket = first,
                SocketCount = group?.Count ?? 1,
                Owner = group is null ? first.Owner : OwnerMerge.Of(group),
                Reach = first.IsListener ? reach.Of(first) : null,
                Context = context,
            });
        }
    }

    void Join(int place, SocketRecord socket)
    {
        if (place >= groups.Length) Array.Resize(ref groups, Math.Max(firsts.Count, groups.Length * 2));
        (groups[place] ??= [firsts[place]]).Add(socket);
        // A listener stands for the row, also where a bound socket of the same group was told first.
        if (socket.IsListener && !firsts[place].IsListener) firsts[place] = socket;
    }

    static bool SharesPort(SocketRecord one, SocketRecord other) =>
        one.LocalPort == other.LocalPort && one.LocalAddress == other.LocalAddress && one.Protocol == other.Protocol
        && one.InterfaceIndex == other.InterfaceIndex && one.Namespace.Inode == other.Namespace.Inode;
}
