using Berth.Model.Protocols;
using Berth.Probes.Asking.Wire;
using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Asking.Browser;

/// <summary>Tries, one after another, what a hostile web page could make a browser send to a local service. A new one is one file and one line here.</summary>
static class Attacks
{
    /// <param name="root">What GET / was answered when it was asked as anybody would.</param>
    public static async Task<ProtocolFacts> MakeAsync(WebService web, ProtocolFacts facts, HttpReply root, CancellationToken cancel)
    {
        var host = await Mcp.RebindAsync(web, facts, cancel).ConfigureAwait(false);
        if (host.Result is AttackResult.NotTried or AttackResult.Unclear) host = await ForeignHost.TryAsync(web, root, cancel).ConfigureAwait(false);
        var (origin, allowsCredentials) = await ForeignOrigin.TryAsync(web, cancel).ConfigureAwait(false);
        var socket = await ForeignWebSocket.TryAsync(web, facts.Product, cancel).ConfigureAwait(false);
        var exposed = await ExposedFiles.FindAsync(web, root, cancel).ConfigureAwait(false);
        return facts with
        {
            Http = facts.Http! with { ForeignHost = host, ForeignOrigin = origin, AllowsCredentials = allowsCredentials, ForeignWebSocket = socket, ExposedPaths = exposed },
        };
    }
}
