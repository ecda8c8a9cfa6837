namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>etcd: its version is served to everybody who has the certificate that it may ask for. Whether keys need a login, it does not tell.</summary>
public static class Etcd
{
    public static WebProduct Product { get; } = new("/version", Read) { Ports = [2379, 2381, 4001], Words = ["etcd"] };

    static Heard? Read(HttpReply reply) =>
        reply.Status == 200 && Json.Members(reply.Body) is { } members && members.TryGetValue("etcdserver", out var version)
            ? new Heard("etcd", "GET /version was answered without a client certificate") { Product = "etcd", Version = Cut.To(version, 40) }
            : null;
}
