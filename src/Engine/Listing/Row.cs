using Berth.Engine.Reach;
using Berth.Model.Sockets;

namespace Berth.Engine.Listing;

/// <summary>One line of `berth ls`: a listening endpoint, a connection with both its ends, a bound port or a unix socket.</summary>
public sealed class Row
{
    public required RowKind Kind { get; init; }

    /// <summary>
    /// The socket that stands for the row: of a folded group the one that is worst off (its accept queue is the fullest), of a
    /// loopback connection the server's end. What all members share may be read from it; the rest has a rule of its own.
    /// </summary>
    public required SocketRecord Socket { get; init; }

    /// <summary>Every socket that the row folds (SO_REUSEPORT makes many on one endpoint); null when it is <see cref="Socket"/> alone.</summary>
    public IReadOnlyList<SocketRecord>? Group { get; init; }

    /// <summary>How many sockets the row folds.</summary>
    public int SocketCount => Group?.Count ?? 1;

    /// <summary>Every socket that the row folds.</summary>
    public IReadOnlyList<SocketRecord> Sockets => Group ?? [Socket];

    /// <summary>All holders of all the folded sockets.</summary>
    public required Owner Owner { get; init; }

    /// <summary>The client's end of a connection whose both ends are on this machine.</summary>
    public SocketRecord? PeerSocket { get; init; }

    /// <summary>
    /// Of a connection: no listener tells which end serves, so the ends are in the order that their numbers make likely.
    /// </summary>
    public bool EndsAreGuessed { get; init; }

    /// <summary>Who can connect, judged from the bind address and the firewall rules; null for rows that accept nothing.</summary>
    public Reachability? Reach { get; init; }

    /// <summary>A connection inside the machine seen from its client's end; null where only one end is known.</summary>
    internal Row? Turned() => PeerSocket is not { } client || client == Socket ? null : new Row
    {
        Kind = Kind,
        Socket = client,
        Owner = client.Owner,
        PeerSocket = Socket,
        EndsAreGuessed = EndsAreGuessed,
        Context = Context,
    };

    /// <summary>The same row as if it were of this socket and these holders alone.</summary>
    internal Row Only(SocketRecord socket, Owner owner) => new()
    {
        Kind = Kind,
        Socket = socket,
        Owner = owner,
        PeerSocket = PeerSocket,
        EndsAreGuessed = EndsAreGuessed,
        Reach = Reach,
        Speech = Speech,
        Context = Context,
    };

    /// <summary>What it speaks; null while it was not asked. Set once, by whoever asked, before the row is shared.</summary>
    public Speech? Speech { get; set; }

    /// <summary>The snapshot that the row was read from: its moment, its host and its processes.</summary>
    public RowContext Context { get; init; } = RowContext.None;
}

public enum RowKind : byte
{
    Listener,
    Connection,
    Bound,
    Unix,
}
