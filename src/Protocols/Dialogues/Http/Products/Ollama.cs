using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>Ollama: has no login of its own. https://docs.ollama.com/api</summary>
public static class Ollama
{
    public static WebProduct Product { get; } = new("/api/version", Read)
    {
        Ports = [11434],
        Suggests = static root => root.BodyText.StartsWith("Ollama is running", StringComparison.Ordinal),
    };

    static Heard? Read(HttpReply reply) =>
        reply.Status == 200 && Json.Members(reply.Body) is { Count: 1 } members && members.TryGetValue("version", out var version)
            ? new Heard("ollama", "GET /api/version was answered without a login") { Product = "Ollama", Version = Cut.To(version, 40), Authentication = Authentication.None }
            : null;
}
