using Berth.Engine.Reach;
using Berth.Model;

namespace Berth.Engine.Listing;

/// <summary>One line of `berth ls`: a listening endpoint, a connection with both its ends, a bound port or a unix socket.</summary>
public sealed class Row
{
    public required RowKind Kind { get; init; }

    /// <summary>The socket that stands for the row: of a folded group the first, of a loopback connection the server's end.</summary>
    public required SocketRecord Socket { get; init; }

    /// <summary>How many sockets the row folds (SO_REUSEPORT makes many on one endpoint).</summary>
    public int SocketCount { get; init; } = 1;

    /// <summary>All holders of all the folded sockets.</summary>
    public required Owner Owner { get; init; }

    /// <summary>The client's end of a connection whose both ends are on this machine.</summary>
    public SocketRecord? PeerSocket { get; init; }

    /// <summary>Who can connect, judged from the bind address and the firewall rules; null for rows that accept nothing.</summary>
    public Reachability? Reach { get; init; }

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
