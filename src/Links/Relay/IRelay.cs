using System.Net;
using Berth.Links.Observing;
using Berth.Links.Specs;

namespace Berth.Links.Relay;

/// <summary>
/// What carries a link's bytes on one operating system. Tasks complete when what was asked for is in force, which takes the relay one
/// round of events; none waits for a client or a service.
/// </summary>
interface IRelay
{
    /// <summary>The address that clients connect to, with the real port.</summary>
    IPEndPoint Listen { get; }

    Observers Observers { get; }

    Task SetEnabledAsync(bool enabled);

    Task SetUpstreamAsync(EndPoint upstream, bool closeConnections);

    /// <summary>The faults in this order; those whose spec is the same object stay as they are.</summary>
    Task SetFaultsAsync(IReadOnlyList<FaultSpec> specs);

    /// <summary>Ends one connection, or all, by FIN or RST. How many there were.</summary>
    Task<int> CloseAsync(long? ordinal, bool reset);

    /// <summary>All that live, and the last that ended, by ordinal.</summary>
    IReadOnlyList<LinkConnection> Connections();

    LinkTotals Totals();

    /// <summary>Stops listening, ends all connections (FIN), and gives everything back.</summary>
    Task CloseAsync();
}
