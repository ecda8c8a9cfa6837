using Berth.Model.Protocols;
using Berth.Model.Sockets;
using Berth.Probes.Asking.Browser;
using Berth.Probes.Asking.Wire;
using Berth.Protocols.Dialogues;
using Berth.Protocols.Dialogues.Http;
using Berth.Protocols.Dialogues.Http.Products;

namespace Berth.Probes.Asking;

/// <summary>What more is asked of a service that speaks HTTP: which product it is, and how it stands what a web page can do.</summary>
sealed class WebInquiry(WebService web, SocketRecord socket, ProbeOptions options)
{
    const int MostProducts = 2;

    /// <param name="facts">What GET / told.</param>
    /// <param name="root">The answer to it.</param>
    public async Task<ProtocolFacts> GoOnAsync(ProtocolFacts facts, HttpReply root, CancellationToken cancel)
    {
        var http = facts.Http!;
        var found = Pages.Read(root, http.Title);
        if (found is null && options.Products)
        {
            foreach (var product in WebProducts.For(root, web.Port, Arguments).Take(MostProducts))
            {
                if (await web.AskAsync(web.Get(product.Path), cancel).ConfigureAwait(false) is { } page) found = product.Read(page);
                if (found is not null) break;
            }
        }
        if (found is null && options.Products && Mcp.IsLikely(root, Arguments, web.Port, options.BrowserAttacks)) found = await Mcp.AskAsync(web, root, cancel).ConfigureAwait(false);
        if (found?.Details.GetValueOrDefault(ProtocolFacts.Unanswered) is { } late)
            facts = facts with { Details = new Dictionary<string, string>(facts.Details) { [ProtocolFacts.Unanswered] = late } };
        else if (found is not null) facts = WithProduct(facts, found);
        if (options.BrowserAttacks || options.TriesProxies) facts = await WithProxyAsync(facts, root, cancel).ConfigureAwait(false);
        return options.BrowserAttacks ? await Attacks.MakeAsync(web, facts, root, cancel).ConfigureAwait(false) : facts;
    }

    async Task<ProtocolFacts> WithProxyAsync(ProtocolFacts facts, HttpReply root, CancellationToken cancel) =>
        await OpenProxy.TryAsync(web, root, cancel).ConfigureAwait(false) is { } proxy
            ? facts with { Details = new Dictionary<string, string>(facts.Details) { ["open-proxy"] = proxy } }
            : facts;

    // The protocol stays "http"; which API it is stands in the details, under a name that does not change with the product's.
    static ProtocolFacts WithProduct(ProtocolFacts facts, Heard found) => facts with
    {
        Product = found.Product ?? facts.Product,
        Version = found.Product is null || found.Product == facts.Product ? found.Version ?? facts.Version : found.Version,
        Authentication = found.Authentication == Authentication.Unknown ? facts.Authentication : found.Authentication,
        Details = found.Protocol == "http" ? found.Details : new Dictionary<string, string>(found.Details) { ["api"] = found.Protocol },
        Evidence = found.Evidence,
    };

    IReadOnlyList<string> Arguments => socket.Owner.First?.Arguments.Value ?? [];
}
