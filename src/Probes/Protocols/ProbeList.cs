using Berth.Probes.Protocols.Known;
using Berth.Probes.Protocols.Talking;

namespace Berth.Probes.Protocols;

/// <summary>Every protocol that is asked for by speaking first, besides HTTP and TLS. A new one is one file in Known and one line here.</summary>
static class ProbeList
{
    /// <summary>In the order in which they are tried where nothing hints at one: those that close on HTTP without a word.</summary>
    public static IReadOnlyList<string> Unhinted { get; } = ["postgresql", "jdwp", "mongodb", "kafka", "socks5"];

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
