using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>Jupyter: its status is served with a token only, unless somebody switched that off. https://jupyter-server.readthedocs.io/en/latest/developers/rest-api.html</summary>
public static class Jupyter
{
    public static WebProduct Product { get; } = new("/api/status", Read)
    {
        Ports = [8888, 8889],
        Words = ["jupyter"],
        Suggests = static root => root.Header("Server")?.StartsWith("TornadoServer", StringComparison.Ordinal) == true && root.Header("Location") is { } to && (to.StartsWith("/tree", StringComparison.Ordinal) || to.StartsWith("/lab", StringComparison.Ordinal) || to.StartsWith("/login", StringComparison.Ordinal)),
    };

    static Heard? Read(HttpReply reply)
    {
        if (Json.Members(reply.Body) is not { } members) return null;
        if (reply.Status == 200 && members.ContainsKey("kernels") && members.ContainsKey("started")) return Of(reply, Authentication.None);
        return reply.Status is 401 or 403 && members.ContainsKey("message") && reply.Header("Server")?.StartsWith("TornadoServer", StringComparison.Ordinal) == true
            ? Of(reply, Authentication.Required)
            : null;
    }

    static Heard Of(HttpReply reply, Authentication authentication) =>
        new("jupyter", $"GET /api/status was answered {reply.StatusLine} without a token") { Product = "Jupyter", Authentication = authentication };
}
