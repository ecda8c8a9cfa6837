using Berth.Protocols.Dialogues;
using Berth.Protocols.Dialogues.Known;

namespace Berth.Probes.Asking;

/// <summary>Every protocol that is asked for by speaking first, besides HTTP and TLS. A new one is one file in Known and one line here.</summary>
static class ProbeList
{
    /// <summary>
    /// The order where nothing hints at one: after HTTP those that close on it without a word. Redis takes a TLS handshake for a
    /// line that does not end, so it comes before.
    /// </summary>
    public static IReadOnlyList<string> Unhinted { get; } = ["http", "redis", "tls", "postgresql", "jdwp", "kafka", "socks5", "mongodb"];

    /// <summary>The same inside TLS: no protocol that begins TLS in its own words.</summary>
    public static IReadOnlyList<string> UnhintedInsideTls { get; } = ["http", "redis", "kafka", "mongodb"];

    /// <summary>Null when the protocol is one where the server speaks first, or unknown.</summary>
    public static Dialogue? Start(string protocol) => protocol switch
    {
        "redis" => new Redis(),
        "postgresql" => new PostgreSql(),
        "mongodb" => new MongoDb(),
        "memcached" => new Memcached(),
        "amqp" => new Amqp(),
        "kafka" => new Kafka(),
        "zookeeper" => new ZooKeeper(),
        "dns" => new Dns(),
        "jdwp" => new Jdwp(),
        "socks5" => new Socks5(),
        "x11" => new X11(),
        "gdbserver" => new GdbServer(),
        _ => null,
    };

    /// <summary>Protocols in which the server speaks first; each reads the greeting itself.</summary>
    public static IReadOnlyList<Func<ushort, Dialogue>> Greeters { get; } =
    [
        static _ => new Ssh(), static _ => new MySql(), static _ => new Vnc(), static _ => new Nats(), static port => new MailAndFiles(port), static _ => new Debugpy(),
    ];
}
