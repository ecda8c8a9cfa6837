using System.Runtime.InteropServices;
using Berth.Model;

namespace Berth.Engine.Listing;

/// <summary>Joins the two ends of connections inside the machine, and says why an end has no process.</summary>
sealed class ConnectionRows(Snapshot snapshot, RowContext context)
{
    static readonly Owner ClosedLately = new([], How.Observed, "no process: the kernel keeps it for a minute after close");
    static readonly Owner ClosedHalf = new([], How.Observed, "no process: closed here, waiting for the peer to close too");
    static readonly Owner Shaking = new([], How.Observed, "no process yet: the connection is being made");

    readonly Dictionary<ConversationKey, int> places = new(snapshot.Sockets.Count / 2 + 1);
    readonly List<(SocketRecord First, SocketRecord? Second)> pairs = new(snapshot.Sockets.Count / 2 + 1);
    readonly ListenerIndex listeners = new(snapshot.Sockets);

    public void Add(SocketRecord socket)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, new ConversationKey(socket), out var exists);
        if (exists && IsOtherEnd(pairs[place], socket))
        {
            pairs[place] = (pairs[place].First, socket);
            return;
        }
        if (!exists) place = pairs.Count;
        pairs.Add((socket, null));
    }

    public void MoveTo(List<Row> rows)
    {
        foreach (var (first, second) in CollectionsMarshal.AsSpan(pairs))
        {
            var (server, client) = second is null || IsServerEnd(first, second) ? (first, second) : (second, first);
            rows.Add(new Row
            {
                Kind = RowKind.Connection,
                Socket = server,
                Owner = OwnerOf(server),
                PeerSocket = client,
                Context = context,
            });
        }
    }

    // A third socket with the same ends is a new life of the pair beside one in TIME_WAIT: a row of its own.
    static bool IsOtherEnd((SocketRecord First, SocketRecord? Second) pair, SocketRecord socket) =>
        pair.Second is null && pair.First.LocalPort == socket.PeerPort && pair.First.PeerPort == socket.LocalPort
        && pair.First.LocalAddress.Unmapped == socket.PeerAddress.Unmapped;

    bool IsServerEnd(SocketRecord one, SocketRecord other)
    {
        var (here, there) = (listeners.For(one) is not null, listeners.For(other) is not null);
        return here == there ? one.LocalPort <= other.LocalPort : here;
    }

    Owner OwnerOf(SocketRecord socket)
    {
        if (socket.Inode != 0 || socket.Owner.Processes.Count != 0 || socket.Protocol != Protocol.Tcp) return socket.Owner;
        return socket.State switch
        {
            SocketState.TimeWait => ClosedLately,
            SocketState.SynReceived => Shaking,
            SocketState.Established or SocketState.CloseWait => Waiting(socket),
            SocketState.SynSent => socket.Owner,
            _ => ClosedHalf,
        };
    }

    // Established without an inode: accept() was not called yet, so no process can hold it (net/ipv4/inet_connection_sock.c).
    Owner Waiting(SocketRecord socket) => listeners.For(socket) is { } listener
        ? new Owner([], How.Observed, listener.Owner.First is { } process
            ? $"waiting in the accept queue of {process.Name} (pid {process.Pid})"
            : $"waiting in the accept queue of the listener on {listener.Local}")
        : new Owner([], How.Observed, "waiting in an accept queue");
}
