using System.Net;
using Berth.Links.Observing;
using Berth.Links.Options;
using Berth.Links.Relay;
using Berth.Links.Results;

namespace Berth.Links;

/// <summary>
/// A path from clients to a service that Berth carries, so that it can be shaped and watched. Safe for all threads. Every change is in
/// force when its task completes, for the connections that are open as well, and none waits for a client or a service.
/// </summary>
public sealed class Link : IAsyncDisposable
{
    readonly IRelay relay;
    readonly LinkOptions options;

    Link(IRelay relay, LinkOptions options)
    {
        (this.relay, this.options) = (relay, options);
        Faults = new(relay, options);
        (Enabled, Upstream) = (options.Enabled, options.Upstream);
    }

    public string Name => options.Name;

    public LinkProtocol Protocol => options.Protocol;

    public ulong Seed => options.Seed;

    /// <summary>Where clients connect, with the real port.</summary>
    public IPEndPoint Listen => relay.Listen;

    /// <summary>Where new connections lead.</summary>
    public EndPoint Upstream { get; private set; }

    /// <summary>Whether connections are taken; else they are refused, and the port stays the link's.</summary>
    public bool Enabled { get; private set; }

    /// <summary>The faults that are on, and how to change them.</summary>
    public LinkFaults Faults { get; }

    /// <summary>The connections that live, and the last that ended, by ordinal; counts are live.</summary>
    public IReadOnlyList<LinkConnection> Connections => relay.Connections();

    public LinkTotals Totals => relay.Totals();

    /// <summary>Opens a link: from here on clients are taken, unless <see cref="LinkOptions.Enabled"/> is off.</summary>
    /// <returns>The link; or why not: an address off loopback, a port that is taken, faults that do not fit, another system.</returns>
    public static async Task<Outcome<Link>> OpenAsync(LinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (LinkCheck.Refusal(options) is { } wrong) return wrong;
        var opened = await RelayFactory.OpenAsync(options).ConfigureAwait(false);
        return opened.IsRefused(out var refusal) ? refusal : new Link(opened.Value, options);
    }

    /// <summary>Takes connections, or refuses them and closes (FIN) those that are open.</summary>
    public async Task SetEnabledAsync(bool enabled)
    {
        await relay.SetEnabledAsync(enabled).ConfigureAwait(false);
        Enabled = enabled;
    }

    /// <summary>Leads new connections elsewhere.</summary>
    /// <param name="closeConnections">Whether those that are open are closed (FIN); else they go on as they are.</param>
    public async Task SetUpstreamAsync(EndPoint upstream, bool closeConnections = true)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        await relay.SetUpstreamAsync(upstream, closeConnections).ConfigureAwait(false);
        Upstream = upstream;
    }

    /// <summary>Ends one connection.</summary>
    /// <param name="reset">By RST, towards both sides; else by FIN.</param>
    /// <returns>Whether it lived.</returns>
    public async Task<bool> CloseConnectionAsync(long ordinal, bool reset = false) =>
        await relay.CloseAsync(ordinal, reset).ConfigureAwait(false) > 0;

    /// <summary>Ends all connections; how many there were.</summary>
    public Task<int> CloseConnectionsAsync(bool reset = false) => relay.CloseAsync(null, reset);

    /// <summary>Has somebody watch from now on, until what is given back is disposed.</summary>
    public IDisposable Observe(ILinkObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        relay.Observers.Join(observer);
        return new Watching(relay.Observers, observer);
    }

    /// <summary>Stops listening and closes all connections (FIN). Does not wait for clients or services.</summary>
    public async ValueTask DisposeAsync() => await relay.CloseAsync().ConfigureAwait(false);

    sealed class Watching(Observers observers, ILinkObserver observer) : IDisposable
    {
        public void Dispose() => observers.Leave(observer);
    }
}
