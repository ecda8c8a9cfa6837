using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>The monitoring pages of a NATS server, which have no login.</summary>
public static class NatsMonitor
{
    public static WebProduct Product { get; } = new("/varz", Read) { Ports = [8222], Suggests = static root => root.BodyText.Contains("/varz", StringComparison.Ordinal) };

    static Heard? Read(HttpReply reply) =>
        reply.Status == 200 && Json.Members(reply.Body) is { } members && members.ContainsKey("server_id") && members.TryGetValue("version", out var version)
            ? new Heard("nats-monitor", "GET /varz was answered without a login") { Product = "NATS monitor", Version = Cut.To(version, 40), Authentication = Authentication.None }
            : null;
}
