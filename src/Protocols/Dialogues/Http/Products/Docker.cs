using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>The Docker Engine's API over TCP: whoever reaches it is root on the machine. https://docs.docker.com/reference/api/engine/</summary>
public static class Docker
{
    public static WebProduct Product { get; } = new("/_ping", Read)
    {
        Ports = [2375, 2376],
        Suggests = static root => root.Header("Api-Version") is not null || root.Header("Server")?.StartsWith("Docker/", StringComparison.Ordinal) == true || root.BodyText.Contains("{\"message\":\"page not found\"}", StringComparison.Ordinal),
    };

    static Heard? Read(HttpReply reply)
    {
        if (reply.Header("Api-Version") is not { } api || reply.Status != 200 || !reply.BodyText.StartsWith("OK", StringComparison.Ordinal)) return null;
        var server = reply.Header("Server") ?? "";
        var version = server.StartsWith("Docker/", StringComparison.Ordinal) ? server["Docker/".Length..].Split(' ')[0] : null;
        var isPodman = server.StartsWith("Libpod/", StringComparison.Ordinal);
        return new Heard("docker", $"GET /_ping was answered OK, API {Cut.To(api, 20)}")
        {
            Product = isPodman ? "Podman" : "Docker",
            Version = isPodman ? server["Libpod/".Length..].Split(' ')[0] : version,
            Authentication = Authentication.None,
            Details = new Dictionary<string, string> { ["api-version"] = Cut.To(api, 20) },
        };
    }
}
