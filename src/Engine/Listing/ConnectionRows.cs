using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Listing;

/// <summary>Joins the two ends of connections inside the machine, and says why an end has no process.</summary>
sealed class ConnectionRows(Snapshot snapshot, RowContext context)
{
    static readonly Owner ClosedLately = new([], How.Observed, "no process: the kernel keeps it for a minute after close");
    static readonly Owner ClosedHalf = new([], How.Observed, "no process: closed here, waiting for the peer to close too");
    static readonly Owner Shaking = new([], How.Observed, "no process yet: the connection is being made");

    readonly Chains places = new(snapshot.Sockets.Count / 2);
    readonly List<SocketRecord> firsts = new(snapshot.Sockets.Count / 2);
    readonly List<SocketRecord?> seconds = new(snapshot.Sockets.Count / 2);
    readonly ListenerIndex listeners = new(snapshot.Sockets);

    public void Add(SocketRecord socket)
    {
        var hash = SocketHash.OfConversation(socket);
        for (var place = places.First(hash); place >= 0; place = places.After(place))
        {
            // A third socket with the same ends is a new life of the pair beside one in TIME_WAIT: a row of its own.
            if (seconds[place] is not null || !AreEnds(firsts[place], socket)) continue;
            seconds[place] = socket;
            return;
        }
        places.Add(hash);
        firsts.Add(socket);
        // TCP's simultaneous open lets a socket connect to itself: it is its own other end.
        seconds.Add(AreEnds(socket, socket) ? socket : null);
    }

    public void MoveTo(List<Row> rows)
    {
        for (var i = 0; i < firsts.Count; i++)
        {
            var (server, client) = (firsts[i], seconds[i]);
            var isGuessed = false;
            if (client is not null)
            {
                var (here, there) = (listeners.For(server) is not null, listeners.For(client) is not null);
                isGuessed = here == there;
                if (isGuessed ? server.LocalPort > client.LocalPort : there) (server, client) = (client, server);
            }
            rows.Add(new Row
            {
                Kind = RowKind.Connection,
                Socket = server,
                Owner = OwnerOf(server),
                PeerSocket = client,
                EndsAreGuessed = isGuessed,
                Context = context,
            });
        }
    }

    static bool AreEnds(SocketRecord one, SocketRecord other) =>
        one.LocalPort == other.PeerPort && one.PeerPort == other.LocalPort && one.Protocol == other.Protocol
        && one.LocalAddress.Unmapped == other.PeerAddress.Unmapped && one.PeerAddress.Unmapped == other.LocalAddress.Unmapped
        && one.Namespace.Inode == other.Namespace.Inode;

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
