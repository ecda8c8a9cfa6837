using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>Traefik's API and dashboard, served without a login with api.insecure. https://doc.traefik.io/traefik/operations/api/</summary>
public static class Traefik
{
    public static WebProduct Product { get; } = new("/api/version", Read) { Words = ["traefik"], Suggests = static root => root.Header("Location")?.StartsWith("/dashboard", StringComparison.Ordinal) == true };

    static Heard? Read(HttpReply reply) =>
        reply.Status == 200 && Json.Members(reply.Body) is { } members && members.TryGetValue("Version", out var version) && members.ContainsKey("Codename")
            ? new Heard("traefik-api", "GET /api/version was answered without a login") { Product = "Traefik API", Version = Cut.To(version, 40), Authentication = Authentication.None }
            : null;
}
