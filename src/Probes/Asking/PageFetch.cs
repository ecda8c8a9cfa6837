using Berth.Model.Protocols;

namespace Berth.Probes.Asking;

/// <summary>What came of fetching the page at a listener's own address.</summary>
/// <param name="RefusesItsHost">It refuses requests for that address as host, and answers those for localhost.</param>
public sealed record FetchedPage(ProtocolFacts Facts, bool RefusesItsHost);

/// <summary>Fetches what a person would open: with the address as the host, as a browser does that is given the URL.</summary>
public static class PageFetch
{
    public static async Task<FetchedPage> AskAsync(ProbeTarget target, TimeSpan patience, CancellationToken cancel)
    {
        var options = new ProbeOptions { Patience = patience, Products = false, Host = target.Endpoint.ToString() };
        var facts = (await ProtocolProber.AskAsync([target], options, cancel).ConfigureAwait(false))[0];
        if (!IsRefusal(facts)) return new FetchedPage(facts, false);
        var asLocalhost = (await ProtocolProber.AskAsync([target], options with { Host = null }, cancel).ConfigureAwait(false))[0];
        return new FetchedPage(facts, asLocalhost.Http is not null && !IsRefusal(asLocalhost));
    }

    static bool IsRefusal(ProtocolFacts facts) => facts.Http is { Status: 400 or 403 or 421 };
}
