using System.Text.Json;
using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>Consul: the agent's own page needs a token where access control is on.</summary>
public static class Consul
{
    public static WebProduct Product { get; } = new("/v1/agent/self", Read)
    {
        Ports = [8500],
        Suggests = static root => root.Header("X-Consul-Effective-Consistency") is not null || root.BodyText.Contains("Consul Agent", StringComparison.Ordinal),
    };

    static Heard? Read(HttpReply reply)
    {
        if (reply.Status == 403 && reply.BodyText.Contains("Permission denied", StringComparison.OrdinalIgnoreCase))
            return new Heard("consul", "GET /v1/agent/self was refused: Permission denied") { Product = "Consul", Authentication = Authentication.Required };
        if (reply.Status != 200 || !reply.BodyText.Contains("\"Config\"", StringComparison.Ordinal) || !reply.BodyText.Contains("\"Datacenter\"", StringComparison.Ordinal)) return null;
        // The page may be cut at our limit: then only the version is missing.
        var version = Json.Parse(reply.Body) is { ValueKind: JsonValueKind.Object } page && page.TryGetProperty("Config", out var config) ? config.String("Version") : null;
        return new Heard("consul", "GET /v1/agent/self was answered without a token") { Product = "Consul", Version = version, Authentication = Authentication.None };
    }
}
