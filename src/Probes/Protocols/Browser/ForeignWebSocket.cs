using Berth.Model;
using Berth.Probes.Protocols.Http;
using Berth.Probes.Protocols.Wire;

namespace Berth.Probes.Protocols.Browser;

/// <summary>
/// WebSockets are not held by the same-origin policy: a server must look at Origin itself (RFC 6455, section 10.2). First an
/// honest handshake; only where that is accepted, a foreign one. At most five connections.
/// </summary>
static class ForeignWebSocket
{
    const string Origin = "https://probe.invalid";

    static readonly (string Path, string? Protocol)[] places = [("/", null), ("/ws", null), ("/socket.io/?EIO=4&transport=websocket", null)];
    static readonly (string Path, string? Protocol)[] placesOfVite = [("/", "vite-hmr")];

    public static async Task<BrowserAttack> TryAsync(WebService web, string? product, CancellationToken cancel)
    {
        foreach (var (path, protocol) in product == "Vite" ? placesOfVite : places)
        {
            var honest = await web.AskAsync(Handshake(web, path, protocol, $"{(web.IsTls ? "https" : "http")}://{web.Host}"), cancel).ConfigureAwait(false);
            if (!IsAccepted(honest)) continue;
            return Judge(path, await web.AskAsync(Handshake(web, path, protocol, Origin), cancel).ConfigureAwait(false));
        }
        return BrowserAttack.NotTried;
    }

    internal static BrowserAttack Judge(string path, HttpReply? reply)
    {
        var asked = $"a WebSocket handshake on {path} with Origin: {Origin}";
        if (reply is null) return new BrowserAttack(AttackResult.Guarded, $"{asked} was refused without an answer; one with its own origin was accepted");
        if (IsAccepted(reply)) return new BrowserAttack(AttackResult.Open, $"{asked} was accepted (101)");
        return new BrowserAttack(reply.Status == 401 ? AttackResult.NeedsLogin : AttackResult.Guarded, $"{asked} was answered {reply.StatusLine}");
    }

    // The key and its answer are the example of RFC 6455, section 1.3: nothing here needs a secret one.
    static bool IsAccepted(HttpReply? reply) => reply is { Status: 101 } && reply.Header("Sec-WebSocket-Accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    static HttpAsk Handshake(WebService web, string path, string? protocol, string origin) => web.Get(path) with
    {
        Headers =
        [
            ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Origin", origin),
            .. protocol is null ? ((string, string)[])[] : [("Sec-WebSocket-Protocol", protocol)],
        ],
    };
}
