using Berth.Model.Addressing;
using Berth.Model.Protocols;

namespace Berth.Engine.Ports;

/// <summary>
/// What speaks on a TCP port nearly everywhere, for the few ports where another protocol surprises. Names as in
/// <see cref="ProtocolFacts.Protocol"/>; HTTP inside TLS is "https".
/// </summary>
public static class UsualProtocols
{
    /// <summary>Any of these is usual; empty when anything may be there.</summary>
    public static ReadOnlySpan<string> Of(Port port) => port.Number switch
    {
        21 => (string[])["ftp"],
        22 => (string[])["ssh"],
        25 or 587 => (string[])["smtp"],
        53 => (string[])["dns"],
        80 => (string[])["http"],
        110 => (string[])["pop3"],
        143 => (string[])["imap"],
        443 or 8443 => (string[])["https", "tls"],
        465 or 993 or 995 or 853 or 5671 => (string[])["tls"],
        2181 => (string[])["zookeeper"],
        3306 => (string[])["mysql"],
        4222 => (string[])["nats"],
        5432 => (string[])["postgresql"],
        5672 => (string[])["amqp"],
        5900 or 5901 => (string[])["vnc"],
        6000 => (string[])["x11"],
        6379 => (string[])["redis"],
        9092 => (string[])["kafka"],
        11211 => (string[])["memcached"],
        27017 => (string[])["mongodb"],
        33060 => (string[])["mysqlx"],
        _ => [],
    };

    /// <summary>Whether the port is known for something else.</summary>
    public static bool IsUnusual(Port port, string protocol)
    {
        var usual = Of(port);
        return !usual.IsEmpty && !usual.Contains(protocol);
    }
}
