using Berth.Model.Protocols;
using Berth.Probes.Asking.Wire;
using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Asking.Browser;

/// <summary>
/// WebSockets are not held by the same-origin policy: a server must look at Origin itself (RFC 6455, section 10.2). First an
/// honest handshake; only where that is accepted and kept, a foreign one. At most five connections.
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
            var honest = await ShakeAsync(web, path, protocol, $"{(web.IsTls ? "https" : "http")}://{web.Host}", cancel).ConfigureAwait(false);
            if (!honest.IsAccepted || honest.IsSentAway) continue;
            return Judge(path, await ShakeAsync(web, path, protocol, Origin, cancel).ConfigureAwait(false));
        }
        return BrowserAttack.NotTried;
    }

    internal static BrowserAttack Judge(string path, WebSocketDialogue foreign)
    {
        var asked = $"a WebSocket handshake on {path} with Origin: {Origin}";
        if (foreign.IsSentAway)
            return new BrowserAttack(AttackResult.Guarded, $"{asked} was accepted, and closed at once{(foreign.FirstWords.Length == 0 ? "" : $" with {foreign.FirstWords}")}");
        if (foreign.IsAccepted) return new BrowserAttack(AttackResult.Open, $"{asked} was accepted (101), and kept");
        if (foreign.Reply is not { } reply) return new BrowserAttack(AttackResult.Guarded, $"{asked} was refused without an answer; one with its own origin was accepted");
        return new BrowserAttack(reply.Status == 401 ? AttackResult.NeedsLogin : AttackResult.Guarded, $"{asked} was answered {reply.StatusLine}");
    }

    static async Task<WebSocketDialogue> ShakeAsync(WebService web, string path, string? protocol, string origin, CancellationToken cancel)
    {
        var dialogue = new WebSocketDialogue(Handshake(web, path, protocol, origin));
        if (await web.HoldAsync(dialogue, cancel).ConfigureAwait(false) is LineEnd.Closed) dialogue.Closed();
        return dialogue;
    }

    static HttpAsk Handshake(WebService web, string path, string? protocol, string origin) => web.Get(path) with
    {
        Headers =
        [
            ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Origin", origin),
            .. protocol is null ? ((string, string)[])[] : [("Sec-WebSocket-Protocol", protocol)],
        ],
    };
}
