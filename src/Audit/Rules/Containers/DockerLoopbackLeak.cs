using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Containers;

public sealed class DockerLoopbackLeak : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "docker-loopback-l2",
        Title = "Published on 127.0.0.1, reached from the network",
        Severity = new(Severity.Medium, Severity.Medium),
        Sees = "Docker Engine older than 28.0.0 publishes a port on 127.0.0.1.",
        Why = "A neighbour in the same network segment can reach it by sending packets for 127.0.0.1 to this machine.",
        Fix = "Update Docker Engine to 28 or later.",
        References = ["https://github.com/moby/moby/issues/45610", "https://github.com/moby/moby/issues/41872"],
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        const int fixedIn = 28;
        foreach (var engine in view.Machine.Engines)
        {
            if (engine.Name != "docker" || engine.Version is not { } version || !int.TryParse(version.Split('.')[0], out var major) || major >= fixedIn) continue;
            var local = engine.Containers.SelectMany(static container => container.Ports.Where(static port => port.IsLocal).Select(port => $"{container.Name}: {port.HostAddress}:{port.HostPort}")).ToArray();
            if (local.Length == 0) continue;
            yield return Info.About("docker engine", $"Docker {version} lets neighbours reach ports published on 127.0.0.1") with
            {
                Evidence = [.. local.Take(8).Select(static text => new Evidence("config", text))],
                Fixes = [new("Update Docker Engine to 28 or later", NeedsRoot: true)],
            };
        }
    }
}
