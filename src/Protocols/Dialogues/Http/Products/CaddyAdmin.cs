using System.Text.Json;
using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>Caddy's admin API: whoever reaches it changes the configuration. https://caddyserver.com/docs/api</summary>
public static class CaddyAdmin
{
    public static WebProduct Product { get; } = new("/reverse_proxy/upstreams", Read) { Ports = [2019] };

    // A list, also of nothing; the configuration itself, which may hold secrets, is not asked for.
    static Heard? Read(HttpReply reply) =>
        reply.Status == 200 && reply.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) == true && Json.Parse(reply.Body) is { ValueKind: JsonValueKind.Array or JsonValueKind.Null }
            ? new Heard("caddy-admin", "GET /reverse_proxy/upstreams was answered without a login") { Product = "Caddy admin API", Authentication = Authentication.None }
            : null;
}
