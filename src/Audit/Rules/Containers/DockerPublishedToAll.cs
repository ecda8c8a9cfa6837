using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Machine;

namespace Berth.Audit.Rules.Containers;

public sealed class DockerPublishedToAll : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "docker-publish-all",
        Title = "A container's port published to everybody",
        Severity = new(Severity.High),
        Sees = "A running container publishes a port on all addresses (`-p 5432:5432`), not on 127.0.0.1.",
        Why = "The container is open to the network the machine is in; Docker's own firewall rules let it through.",
        Fix = "`-p 127.0.0.1:5432:5432`; for all of a bridge: `\"ip\": \"127.0.0.1\"` in daemon.json.",
        References = ["https://docs.docker.com/engine/network/port-publishing/"],
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        if (!view.Host.Interfaces.Any(static link => link.IsUp && link.Kind is InterfaceKind.Physical or InterfaceKind.Vpn)) yield break;
        foreach (var engine in view.Machine.Engines)
            foreach (var container in engine.Containers)
                foreach (var port in container.Ports.Where(static port => port.HostAddress is null or { IsWildcard: true }).DistinctBy(static port => (port.HostPort, port.Protocol)))
                    yield return Info.About($"container {container.Name}", $"Port {port.HostPort} of the container {container.Name} is open to the network", IsData(container.Image) ? Severity.High : Severity.Medium) with
                    {
                        Endpoint = new Endpoint(port.Protocol, port.HostAddress ?? InetAddress.AnyV4, port.HostPort),
                        Evidence = [new Evidence("config", $"{container.Image} publishes {port.HostAddress?.ToString() ?? "0.0.0.0"}:{port.HostPort} to its port {port.InnerPort}")],
                        Fixes = [new("Publish it on loopback", $"docker run -p 127.0.0.1:{port.HostPort}:{port.InnerPort} ...")],
                    };
    }

    static bool IsData(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..].Split(':', '@')[0];
        return name is "postgres" or "postgis" or "mysql" or "mariadb" or "mongo" or "redis" or "valkey" or "memcached" or "rabbitmq" or "elasticsearch" or "opensearch"
            or "adminer" or "phpmyadmin" or "pgadmin4" or "mongo-express" or "minio" or "etcd" or "consul" or "vault" or "nats" or "clickhouse-server" or "neo4j" or "cassandra";
    }
}
