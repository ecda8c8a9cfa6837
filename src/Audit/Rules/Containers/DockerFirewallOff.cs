using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Containers;

public sealed class DockerFirewallOff : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "docker-fw-off",
        Title = "Docker leaves the firewall alone",
        Severity = new(Severity.Medium, Severity.Medium),
        Sees = "daemon.json says `iptables: false`.",
        Why = "Docker then neither isolates its networks nor closes unpublished ports: every container is reached by its address.",
        Fix = "Take `iptables: false` out; publish on 127.0.0.1 instead.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var engine in view.Machine.Engines)
        {
            if (!engine.Settings.TryGetValue("iptables", out var value) || value != "false") continue;
            yield return Info.About($"{engine.Name} engine", "Docker's networks are not kept apart") with
            {
                Evidence = [new Evidence("config", "daemon.json: iptables = false")],
                Fixes = [new("Remove \"iptables\": false from /etc/docker/daemon.json, then restart Docker", "systemctl restart docker", NeedsRoot: true)],
            };
        }
    }
}
