using System.Text.Json;
using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>Elasticsearch and OpenSearch: "/" names the cluster, unless security is on.</summary>
public static class Elasticsearch
{
    /// <summary>What "/" tells.</summary>
    public static Heard? Read(HttpReply root)
    {
        if (Json.Parse(root.Body) is not { ValueKind: JsonValueKind.Object } answer) return null;
        if (root.Status == 401 && root.BodyText.Contains("security_exception", StringComparison.Ordinal))
            return new Heard("elasticsearch", "GET / was answered HTTP 401, security_exception") { Product = "Elasticsearch", Authentication = Authentication.Required };
        if (root.Status != 200 || answer.String("cluster_name") is not { } cluster || !answer.TryGetProperty("version", out var version)) return null;
        return new Heard("elasticsearch", $"GET / named the cluster {Cut.To(cluster, 60)} without a login")
        {
            Product = version.String("distribution") == "opensearch" ? "OpenSearch" : "Elasticsearch",
            Version = version.String("number"),
            Authentication = Authentication.None,
            Details = new Dictionary<string, string> { ["cluster_name"] = Cut.To(cluster, 100) },
        };
    }
}
