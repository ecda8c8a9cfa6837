using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Containers;

public sealed class HostNetworkContainer : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "host-net-container",
        Title = "A container on the host's network",
        Severity = new(Severity.Medium),
        Sees = "A container runs with the host's network and listens beyond loopback.",
        Why = "Publishing rules (`-p 127.0.0.1:...`) do not apply to it: every port it opens is a port of the machine.",
        Fix = "Run it on a bridge network and publish what is needed on 127.0.0.1.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        // A forwarder such as docker-proxy is the engine's, not the container's own process.
        if (port.Process is not { ForwardsTo.Value: null, Cgroup.Value.Container: { } container }) return null;
        return new Sighting($"The container {container.Label} listens on the host's own network, open to {port.Audience()}")
        {
            Evidence = [new Evidence("process", $"{port.Process!.Name} runs in container {container.Label} and in the host's network namespace")],
            Fixes = [new("Run it without --network host, and publish the port on loopback", $"docker run -p 127.0.0.1:{port.Port}:{port.Port} ...")],
        };
    }
}
