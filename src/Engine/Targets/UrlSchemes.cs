namespace Berth.Engine.Targets;

/// <summary>The port that a URL means when it names none.</summary>
public static class UrlSchemes
{
    /// <summary>Null for a scheme without a port of its own.</summary>
    public static ushort? DefaultPort(ReadOnlySpan<char> scheme) => scheme switch
    {
        "http" or "ws" => 80,
        "https" or "wss" or "h2" => 443,
        "ftp" => 21,
        "ssh" or "sftp" or "git+ssh" => 22,
        "telnet" => 23,
        "smtp" => 25,
        "dns" => 53,
        "ldap" => 389,
        "ldaps" => 636,
        "imap" => 143,
        "imaps" => 993,
        "rtsp" => 554,
        "mqtt" => 1883,
        "mqtts" => 8883,
        "mssql" or "sqlserver" => 1433,
        "oracle" => 1521,
        "nfs" => 2049,
        "mysql" or "mariadb" => 3306,
        "postgres" or "postgresql" => 5432,
        "amqp" => 5672,
        "amqps" => 5671,
        "redis" or "rediss" or "valkey" => 6379,
        "bolt" or "neo4j" => 7687,
        "clickhouse" => 9000,
        "cassandra" => 9042,
        "kafka" => 9092,
        "memcached" => 11211,
        "nats" => 4222,
        "git" => 9418,
        "mongodb" => 27017,
        "vnc" => 5900,
        _ => null,
    };
}
