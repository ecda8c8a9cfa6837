using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Listing;

/// <summary>
/// Folds the listeners, and apart from them the bound sockets, that share protocol, address, families, port, namespace and
/// interface: what the kernel spreads connections over. A socket that is only bound takes none, so it never joins a listener.
/// </summary>
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
                Socket = group is null ? first : WorstOff(group),
                Group = group,
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
    }

    // The kernel picks a member by the caller's address and port: one that does not accept fails its share of the connections.
    static SocketRecord WorstOff(List<SocketRecord> group)
    {
        var worst = group[0];
        foreach (var socket in group)
            if (socket.IsHung == worst.IsHung ? socket.ReceiveQueue > worst.ReceiveQueue : socket.IsHung) worst = socket;
        return worst;
    }

    static bool SharesPort(SocketRecord one, SocketRecord other) =>
        one.LocalPort == other.LocalPort && one.LocalAddress == other.LocalAddress && one.Protocol == other.Protocol
        && one.InterfaceIndex == other.InterfaceIndex && one.Namespace.Inode == other.Namespace.Inode
        && one.IsListener == other.IsListener && one.V6Only == other.V6Only && (one.Kept is null) == (other.Kept is null);
}
