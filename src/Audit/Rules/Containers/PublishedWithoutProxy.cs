using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;

namespace Berth.Audit.Rules.Containers;

public sealed class PublishedWithoutProxy : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "docker-noproxy-invisible",
        Title = "A published port that no list of listeners shows",
        Severity = new(Severity.Info, Severity.Info),
        Sees = "A container publishes a port, and no socket listens on it: the engine runs without its userland proxy.",
        Why = "`ss`, `lsof` and scanners of sockets do not show the port, but the kernel forwards it.",
        Fix = "Nothing needs mending; count the ports of containers with `docker ps`.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        if (view.Machine.Engines.Count == 0) yield break;
        var listened = view.Ports.Select(static port => (port.Port, port.Protocol)).ToHashSet();
        foreach (var engine in view.Machine.Engines)
            foreach (var container in engine.Containers)
                foreach (var port in container.Ports.DistinctBy(static port => (port.HostPort, port.Protocol)))
                {
                    if (container.NetworkMode == "host" || listened.Contains((port.HostPort, port.Protocol))) continue;
                    yield return Info.About($"container {container.Name}", $"Port {port.HostPort} of the container {container.Name} is forwarded without a listener") with
                    {
                        Endpoint = new Endpoint(port.Protocol, port.HostAddress ?? InetAddress.AnyV4, port.HostPort),
                        Evidence = [new Evidence("config", $"published as {port.HostAddress?.ToString() ?? "0.0.0.0"}:{port.HostPort}; no socket listens there")],
                    };
                }
    }
}
