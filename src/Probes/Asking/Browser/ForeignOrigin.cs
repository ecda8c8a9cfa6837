using Berth.Model.Protocols;
using Berth.Probes.Asking.Wire;
using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Asking.Browser;

/// <summary>CORS: whether the answers may be read by a page of another origin (Fetch standard, section 3.3). One connection.</summary>
static class ForeignOrigin
{
    const string Origin = "https://probe.invalid";

    public static async Task<(BrowserAttack Attack, bool AllowsCredentials)> TryAsync(WebService web, CancellationToken cancel) =>
        Judge(await web.AskAsync(web.Get("/") with { Headers = [("Origin", Origin)] }, cancel).ConfigureAwait(false));

    internal static (BrowserAttack Attack, bool AllowsCredentials) Judge(HttpReply? reply)
    {
        if (reply is null) return (new BrowserAttack(AttackResult.Unclear, $"GET / with Origin: {Origin} was not answered"), false);
        var allowed = reply.Header("Access-Control-Allow-Origin");
        // With "*" a browser never sends or shows anything that needs credentials.
        if (allowed == Origin)
        {
            var withCredentials = reply.Header("Access-Control-Allow-Credentials") == "true";
            return (new BrowserAttack(AttackResult.Open, $"Origin: {Origin} was answered Access-Control-Allow-Origin: {Origin}{(withCredentials ? ", with credentials" : "")}"), withCredentials);
        }
        if (allowed == "*") return (new BrowserAttack(AttackResult.Open, $"Origin: {Origin} was answered Access-Control-Allow-Origin: *"), false);
        if (reply.Status is 401 or 407) return (new BrowserAttack(AttackResult.NeedsLogin, $"Origin: {Origin} was answered {reply.StatusLine}"), false);
        return (new BrowserAttack(AttackResult.Guarded, $"Origin: {Origin} was answered {reply.StatusLine} without leave to read it"), false);
    }
}
