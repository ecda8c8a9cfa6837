using Berth.Model;
using Berth.Probes.Protocols.Http;
using Berth.Probes.Protocols.Wire;

namespace Berth.Probes.Protocols.Browser;

/// <summary>
/// DNS rebinding: a page's own name comes to mean 127.0.0.1, and the browser sends that name as Host. A service that serves it
/// can be read by the page. At most three connections.
/// </summary>
static class ForeignHost
{
    /// <summary>A plain one; one that fools a check of the beginning; one that fools a check of "localhost" as a beginning (CVE-2021-22884).</summary>
    static string[] Names(ushort port) => [$"rebind-probe.invalid:{port}", "127.0.0.1.rebind-probe.invalid", "localhost6"];

    public static async Task<BrowserAttack> TryAsync(WebService web, HttpReply root, CancellationToken cancel)
    {
        if (web.IsTls) return new BrowserAttack(AttackResult.Guarded, "TLS: a browser refuses a certificate that is not for the page's name");
        if (Prejudged(root) is { } known) return known;
        var worst = BrowserAttack.NotTried;
        foreach (var name in Names(web.Port))
        {
            var reply = await web.AskAsync(web.Get("/") with { Host = name }, cancel).ConfigureAwait(false);
            var attack = Judge(name, root, reply);
            if (attack.Result == AttackResult.Open) return attack;
            // What proves nothing outweighs a refusal of another name.
            if (worst.Result is AttackResult.NotTried || attack.Result == AttackResult.Unclear) worst = attack;
            if (reply is null) break;
        }
        return worst;
    }

    /// <summary>When the honest request was refused too, nothing can be learnt; null otherwise.</summary>
    internal static BrowserAttack? Prejudged(HttpReply root) => root.Status switch
    {
        401 or 407 => new BrowserAttack(AttackResult.NeedsLogin, $"GET / was answered {root.StatusLine} also with its own name"),
        400 or 403 or 421 or >= 500 => new BrowserAttack(AttackResult.Unclear, $"GET / was answered {root.StatusLine} also with its own name"),
        _ => null,
    };

    internal static BrowserAttack Judge(string name, HttpReply root, HttpReply? reply)
    {
        if (reply is null) return new BrowserAttack(AttackResult.Unclear, $"GET / with Host: {name} was not answered");
        var isSame = reply.Status / 100 == root.Status / 100 && Likeness.Of(reply.BodyText, root.BodyText) >= Likeness.Same;
        var result = reply.Status is 400 or 403 or 421 ? AttackResult.Guarded
            : reply.Status == 401 ? AttackResult.NeedsLogin
            : isSame ? AttackResult.Open : AttackResult.Unclear;
        var like = result == AttackResult.Open ? ", the same as with its own name" : "";
        return new BrowserAttack(result, $"GET / with Host: {name} was answered {reply.StatusLine}{like}");
    }
}
