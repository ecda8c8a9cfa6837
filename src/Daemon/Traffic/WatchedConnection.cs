using System.Net;
using Berth.Links.Observing;
using Berth.Protocols.Traffic;

namespace Berth.Daemon.Traffic;

/// <summary>One connection of a link that is watched.</summary>
sealed class WatchedConnection(WatchedLink link, long ordinal, IPEndPoint client, TimeSpan opened)
{
    public WatchedLink Link => link;
    public long Ordinal => ordinal;
    public IPEndPoint Client => client;

    /// <summary>Since the link was opened.</summary>
    public TimeSpan Opened => opened;

    /// <summary>Nothing more of its bytes is read. Set by the reader, seen by the relay's thread.</summary>
    public volatile bool IsDeaf;

    /// <summary>The reader's own from here on.</summary>
    public TrafficReader? Reader { get; set; }

    /// <summary>Null while it is looked for; meanwhile lines wait.</summary>
    public Caller? Caller { get; set; }

    public Queue<TrafficLine> Waiting { get; } = new();

    /// <summary>How it ended; null while it has not.</summary>
    public ConnectionEnded? End { get; set; }

    /// <summary>All that was queued of it was read.</summary>
    public bool IsRead { get; set; }

    public string? Protocol { get; set; }
}
