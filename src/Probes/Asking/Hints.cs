using Berth.Model.Sockets;

namespace Berth.Probes.Asking;

/// <summary>What a listener probably speaks, by its processes' names and its port: decides only what is asked first.</summary>
static class Hints
{
    /// <summary>Names of protocols, the likeliest first; empty when nothing tells.</summary>
    public static IReadOnlyList<string> Of(SocketRecord socket)
    {
        var names = new List<string>();
        foreach (var process in socket.Owner.Processes)
            if (OfProcess(process.Name) is { } name && !names.Contains(name)) names.Add(name);
        if (OfPort(socket.LocalPort.Number) is { } usual && !names.Contains(usual)) names.Add(usual);
        return names;
    }

    /// <summary>The same of what is spoken inside TLS.</summary>
    public static IReadOnlyList<string> InsideTls(SocketRecord socket)
    {
        var names = Of(socket).Where(static name => name != "tls").ToList();
        string? usual = socket.LocalPort.Number switch { 5671 => "amqp", 9093 => "kafka", _ => null };
        if (usual is not null && !names.Contains(usual)) names.Add(usual);
        return names;
    }

    public static bool IsUdpService(SocketRecord socket) => OfUdp(socket) is not null;

    /// <summary>"dns" or "memcached" for a UDP socket that may be asked.</summary>
    public static string? OfUdp(SocketRecord socket) => socket.LocalPort.Number switch
    {
        53 => "dns",
        11211 => "memcached",
        _ => socket.Owner.First?.Name is "memcached" ? "memcached" : null,
    };

    // The kernel keeps 15 bytes of a name.
    static string? OfProcess(string name) => name switch
    {
        "postgres" or "postmaster" or "pgbouncer" => "postgresql",
        "redis-server" or "valkey-server" or "keydb-server" or "dragonfly" or "redis-sentinel" => "redis",
        "mongod" or "mongos" => "mongodb",
        "memcached" => "memcached",
        "named" or "dnsmasq" or "unbound" or "systemd-resolve" or "coredns" or "pdns_recursor" or "pdns_server" => "dns",
        "gdbserver" => "gdbserver",
        "Xorg" or "Xvfb" or "Xwayland" or "Xvnc" => "x11",
        "sshd" or "dropbear" => "ssh",
        "mysqld" or "mariadbd" => "mysql",
        "nginx" or "apache2" or "httpd" or "caddy" or "traefik" or "node" or "ollama" or "dockerd" => "http",
        _ => null,
    };

    static string? OfPort(ushort port) => port switch
    {
        5432 or 5433 or 6432 => "postgresql",
        6379 or 6380 or 26379 => "redis",
        27017 or 27018 or 27019 => "mongodb",
        11211 => "memcached",
        5672 => "amqp",
        9092 or 9094 => "kafka",
        2181 => "zookeeper",
        53 => "dns",
        1080 or 9050 or 9150 => "socks5",
        5005 or 8787 or 8453 => "jdwp",
        443 or 8443 or 636 or 993 or 995 or 465 or 6443 or 10250 or 2376 or 853 or 5671 => "tls",
        >= 6000 and <= 6010 => "x11",
        _ => null,
    };
}
