using System.Runtime.InteropServices;
using Berth.Engine.Reach;
using Berth.Model;

namespace Berth.Engine.Listing;

/// <summary>Folds listeners and bound sockets that share protocol, address, port, namespace and interface.</summary>
sealed class PortHolderRows(Snapshot snapshot, RowContext context)
{
    readonly Dictionary<SocketSlot, int> places = new(snapshot.Sockets.Count);
    readonly List<SocketRecord> firsts = new(snapshot.Sockets.Count);
    readonly Dictionary<BindSlot, Reachability> reaches = [];

    // Groups are rare: only they have a list.
    Dictionary<int, List<SocketRecord>>? groups;
    BindSlot lastBind;
    Reachability? lastReach;

    public void Add(SocketRecord socket)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, new SocketSlot(socket), out var exists);
        if (!exists)
        {
            place = firsts.Count;
            firsts.Add(socket);
            return;
        }
        groups ??= [];
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, place, out _);
        group ??= [firsts[place]];
        group.Add(socket);
        // A listener stands for the row, also where a bound socket of the same group was told first.
        if (socket.IsListener && !firsts[place].IsListener) firsts[place] = socket;
    }

    public void MoveTo(List<Row> rows)
    {
        for (var i = 0; i < firsts.Count; i++)
        {
            var first = firsts[i];
            List<SocketRecord>? group = null;
            groups?.TryGetValue(i, out group);
            rows.Add(new Row
            {
                Kind = first.IsListener ? RowKind.Listener : RowKind.Bound,
                Socket = first,
                SocketCount = group?.Count ?? 1,
                Owner = group is null ? first.Owner : OwnerMerge.Of(group),
                Reach = first.IsListener ? ReachOf(first) : null,
                Context = context,
            });
        }
    }

    // Thousands of listeners share a handful of binds: each is judged once.
    Reachability ReachOf(SocketRecord socket)
    {
        var bind = new BindSlot(socket.LocalAddress, socket.V6Only, socket.InterfaceIndex, socket.Namespace);
        if (lastReach is not null && bind == lastBind) return lastReach;
        ref var reach = ref CollectionsMarshal.GetValueRefOrAddDefault(reaches, bind, out _);
        reach ??= ReachByBind.Of(socket, snapshot.Host);
        (lastBind, lastReach) = (bind, reach);
        return reach;
    }

    readonly record struct BindSlot(InetAddress Address, bool? V6Only, uint Interface, NetworkNamespace Namespace);
}
