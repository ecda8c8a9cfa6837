using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Containers;

public sealed class DockerDirectRouting : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "docker-direct-routing",
        Title = "Containers reached without publishing",
        Severity = new(Severity.Medium, Severity.Medium),
        Sees = "daemon.json sets `allow-direct-routing`, or a gateway mode `nat-unprotected` or `routed`.",
        Why = "Every port of every container is open to the neighbours, published or not.",
        Fix = "Take the setting out, or restrict it to a network that needs it.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var engine in view.Machine.Engines)
            foreach (var (key, value) in engine.Settings)
            {
                var isDirect = (key == "allow-direct-routing" && value == "true") || value.Contains("nat-unprotected", StringComparison.Ordinal) || (key.Contains("gateway_mode", StringComparison.Ordinal) && value.Contains("routed", StringComparison.Ordinal));
                if (!isDirect) continue;
                yield return Info.About($"{engine.Name} engine", "Containers can be reached by their own addresses") with
                {
                    Key = key,
                    Evidence = [new Evidence("config", $"daemon.json: {key} = {value}")],
                    Fixes = [new($"Remove {key} from /etc/docker/daemon.json, then restart Docker", "systemctl restart docker", NeedsRoot: true)],
                };
            }
    }
}
