using System.Net;
using Berth.Links.Observing;
using Berth.Links.Specs;

namespace Berth.Links.Options;

/// <summary>What a link is made of. An immutable value; only <see cref="Name"/> and <see cref="Upstream"/> have no default.</summary>
public sealed record LinkOptions
{
    /// <summary>The link's name. Part of what chance is derived from: the same name and seed meet the same fate.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Where the service is: an <see cref="IPEndPoint"/>, or a <see cref="DnsEndPoint"/> that is looked up for each connection.
    /// </summary>
    public required EndPoint Upstream { get; init; }

    /// <summary>Where clients connect. Loopback only; port 0 lets the system choose.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    public LinkProtocol Protocol { get; init; } = LinkProtocol.Tcp;

    /// <summary>Whether the link takes connections from the start. A link that does not keeps its port all the same.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What chance is derived from, with the link's name, the connection's ordinal, the direction and the fault's name.</summary>
    public ulong Seed { get; init; }

    /// <summary>The clock that delays and rates are told by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public LinkLimits Limits { get; init; } = LinkLimits.Default;

    /// <summary>The faults that are on before the first connection comes.</summary>
    public IReadOnlyList<FaultSpec> Faults { get; init; } = [];

    /// <summary>Who watches from the first connection on; others may join later (<see cref="Link.Observe"/>).</summary>
    public ILinkObserver? Observer { get; init; }
}

/// <summary>What a link carries.</summary>
public enum LinkProtocol : byte
{
    Tcp,
    Udp,
}

/// <summary>What a link may use at most.</summary>
public sealed record LinkLimits
{
    public static LinkLimits Default { get; } = new();

    /// <summary>Bytes that may wait in one direction of one connection; beyond that the sender has to wait. Default 4 MB.</summary>
    public int QueuedBytes { get; init; } = 4 << 20;

    /// <summary>Connections, or clients of a UDP link, at one time; one more is reset, or not heard. Default 10,000.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>How many connections that have ended <see cref="Link.Connections"/> still tells of. Default 64.</summary>
    public int Remembered { get; init; } = 64;

    /// <summary>How long a client of a UDP link may be silent before its port to the service is given up. Default 1 minute.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(1);
}
