using Berth.Model;

namespace Berth.Engine.Ports;

/// <summary>What well-known ports speak everywhere, by the names that probes use. Only numbers with one meaning.</summary>
public static class UsualProtocols
{
    /// <summary>"ssh" for 22; null for a number that may speak anything.</summary>
    public static string? Expected(Port port) => port.Number switch
    {
        21 => "ftp",
        22 => "ssh",
        25 or 587 => "smtp",
        53 => "dns",
        80 or 443 => "http",
        110 => "pop3",
        143 => "imap",
        3306 => "mysql",
        5432 => "postgresql",
        5672 => "amqp",
        6379 => "redis",
        11211 => "memcached",
        27017 => "mongodb",
        _ => null,
    };

    public static bool Fits(Port port, string protocol) => Expected(port) is not { } expected || expected == protocol;
}
