using Berth.Model.Addressing;
using Berth.Model.Leases;
using Berth.Model.Machine;
using Berth.Model.Processes;

namespace Berth.Model.Sockets;

/// <summary>
/// One socket as the kernel tells it. Immutable but for <see cref="Owner"/> and <see cref="Kept"/>, which are filled in before
/// the snapshot is handed out; after that no value changes and any thread may read.
/// </summary>
public sealed class SocketRecord
{
    public required Protocol Protocol { get; init; }
    public required SocketState State { get; init; }
    public InetAddress LocalAddress { get; init; }
    public Port LocalPort { get; init; }

    /// <summary>The peer; wildcard and port 0 when there is none.</summary>
    public InetAddress PeerAddress { get; init; }
    public Port PeerPort { get; init; }

    /// <summary>The inode number of the socket, unique per machine while it lives. 0: no process can hold it (TIME_WAIT, accept queue).</summary>
    public ulong Inode { get; init; }

    /// <summary>The user that made the socket; meaningless where <see cref="Inode"/> is 0.</summary>
    public uint UserId { get; init; }

    /// <summary>IPV6_V6ONLY: false on an IPv6 wildcard means that it takes IPv4 too. Null where the kernel did not say.</summary>
    public bool? V6Only { get; init; }

    /// <summary>SO_BINDTODEVICE: the interface the socket is tied to, or 0.</summary>
    public uint InterfaceIndex { get; init; }

    /// <summary>Bytes received and not yet read; for a listener, connections waiting to be accepted.</summary>
    public uint ReceiveQueue { get; init; }

    /// <summary>Bytes sent and not yet acknowledged; for a listener, the backlog: how many may wait.</summary>
    public uint SendQueue { get; init; }

    /// <summary>The inode number of the cgroup v2 directory in which the socket was made. 0 where the kernel did not say.</summary>
    public ulong CgroupId { get; init; }

    /// <summary>The cgroup behind <see cref="CgroupId"/>, when it was asked for and still exists.</summary>
    public CgroupFacts? Cgroup { get; init; }

    /// <summary>Only when asked for.</summary>
    public TcpMeasurements? Tcp { get; init; }

    /// <summary>A unix socket's path; an abstract name begins with '@'. Null for an unnamed one and for other protocols.</summary>
    public string? Path { get; init; }

    /// <summary>A unix name without a file; it belongs to the network namespace. A file may be called "@name" too.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>It stood in a text table that strangers write their names into, and a name can look like a row.</summary>
    public bool IsFromText { get; init; }

    /// <summary>Why nothing of such a row is certain.</summary>
    public const string TextIsStrangers = "read from /proc/net/unix, where a name can look like a row";

    /// <summary>Which file a unix socket is bound to, 0 when none or not told: paths may be bound anew, or be of another mount namespace.</summary>
    public ulong FileId { get; init; }

    /// <summary>
    /// Whether its path, looked up from here, leads to this very socket: false for one whose file was replaced or removed, or lies in
    /// another mount namespace. Null where that cannot be told (a relative path, a name without a file).
    /// </summary>
    public bool? IsAtItsPath { get; set; }

    /// <summary>The network namespace the socket lives in.</summary>
    public required NetworkNamespace Namespace { get; init; }

    public Owner Owner { get; set; } = Owner.Unread;

    /// <summary>Set where Berth itself keeps the port by this socket, for a lease; null for everybody else's sockets.</summary>
    public KeptPort? Kept { get; set; }

    public Endpoint Local => new(Protocol, LocalAddress, LocalPort);
    public Endpoint Peer => new(Protocol, PeerAddress, PeerPort);
    public bool IsListener => State == SocketState.Listen || (State == SocketState.Unconnected && Protocol == Protocol.Udp && LocalPort.Number != 0);
    public bool HasPeer => PeerPort.Number != 0;

    /// <summary>An IPv6 wildcard that takes IPv4 connections too (IPV6_V6ONLY off).</summary>
    public bool IsDualStack => LocalAddress.Family == InetFamily.V6 && LocalAddress.IsWildcard && V6Only == false;

    /// <summary>The accept queue is full: new connections wait or are dropped, the server does not accept.</summary>
    public bool IsHung => State == SocketState.Listen && ReceiveQueue > 0 && ReceiveQueue >= SendQueue;
}
