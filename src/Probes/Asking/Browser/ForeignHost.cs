using Berth.Model.Protocols;
using Berth.Probes.Asking.Wire;
using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Asking.Browser;

/// <summary>
/// DNS rebinding: a page's own name comes to mean 127.0.0.1, and the browser sends that name as Host. A service that serves it
/// can be read by the page. Proven by a page that was read: where "/" only redirects, by the one that it leads to. At most five
/// connections.
/// </summary>
static class ForeignHost
{
    /// <summary>A plain one; one that fools a check of the beginning; one that fools a check of "localhost" as a beginning (CVE-2021-22884).</summary>
    static string[] Names(ushort port) => [$"rebind-probe.invalid:{port}", "127.0.0.1.rebind-probe.invalid", "localhost6"];

    public static async Task<BrowserAttack> TryAsync(WebService web, HttpReply root, CancellationToken cancel)
    {
        if (web.IsTls) return new BrowserAttack(AttackResult.Guarded, "TLS: a browser refuses a certificate that is not for the page's name");
        var (path, page) = await PageAsync(web, root, cancel).ConfigureAwait(false);
        if (Prejudged(path, page) is { } known) return known;
        var worst = BrowserAttack.NotTried;
        foreach (var name in Names(web.Port))
        {
            var reply = await web.AskAsync(web.Get(path) with { Host = name }, cancel).ConfigureAwait(false);
            var attack = Judge(name, path, page, reply);
            if (attack.Result == AttackResult.Open) return attack;
            // What proves nothing outweighs a refusal of another name.
            if (worst.Result is AttackResult.NotTried || attack.Result == AttackResult.Unclear) worst = attack;
            if (reply is null) break;
        }
        return worst;
    }

    // What a redirect says is no content: the page behind it may look at the name although "/" does not.
    static async Task<(string Path, HttpReply Page)> PageAsync(WebService web, HttpReply root, CancellationToken cancel)
    {
        const int most = 2;
        var (path, page) = ("/", root);
        for (var steps = 0; steps < most && Elsewhere(web, path, page) is { } next; steps++)
        {
            if (await web.AskAsync(web.Get(next), cancel).ConfigureAwait(false) is not { } answer) break;
            (path, page) = (next, answer);
        }
        return (path, page);
    }

    /// <summary>The path that a redirect leads to, where it stays with this service; null otherwise.</summary>
    internal static string? Elsewhere(WebService web, string path, HttpReply reply)
    {
        if (!IsRedirect(reply) || reply.Header("Location") is not { Length: > 0 } location) return null;
        var here = new Uri($"{(web.IsTls ? "https" : "http")}://{web.Host}");
        return Uri.TryCreate(new Uri(here, path), location, out var next) && next.Scheme == here.Scheme && next.Authority == here.Authority ? next.PathAndQuery : null;
    }

    static bool IsRedirect(HttpReply reply) => reply.Status is 301 or 302 or 303 or 307 or 308;

    /// <summary>When the honest request gave no content, nothing can be learnt; null otherwise.</summary>
    internal static BrowserAttack? Prejudged(string path, HttpReply page) => page.Status switch
    {
        401 or 407 => new BrowserAttack(AttackResult.NeedsLogin, $"GET {path} was answered {page.StatusLine} also with its own name"),
        >= 200 and < 300 when page.Body.Length > 0 => null,
        // An API has no page at "/"; what it says of that was read too.
        404 when page.Body.Length > 0 => null,
        _ => new BrowserAttack(AttackResult.Unclear, $"GET {path} was answered {page.StatusLine} also with its own name, and nothing to read"),
    };

    internal static BrowserAttack Judge(string name, string path, HttpReply page, HttpReply? reply)
    {
        if (reply is null) return new BrowserAttack(AttackResult.Unclear, $"GET {path} with Host: {name} was not answered");
        var isSame = reply.Status / 100 == page.Status / 100 && Likeness.Of(reply.BodyText, page.BodyText) >= Likeness.Same;
        var result = reply.Status is 400 or 403 or 421 ? AttackResult.Guarded
            : reply.Status == 401 ? AttackResult.NeedsLogin
            : isSame ? AttackResult.Open : AttackResult.Unclear;
        var like = result == AttackResult.Open ? ", the same as with its own name" : "";
        return new BrowserAttack(result, $"GET {path} with Host: {name} was answered {reply.StatusLine}{like}");
    }
}
