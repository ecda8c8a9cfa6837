using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Loopback;

public sealed class LocalhostName : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "localhost-name",
        Title = "localhost means another machine",
        Severity = new(Severity.High, Severity.High),
        Sees = "The hosts file gives localhost an address that is not loopback.",
        Why = "Programs send to another machine what they mean to keep on this one.",
        Fix = "`127.0.0.1 localhost` and `::1 localhost` in /etc/hosts.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var entry in view.Machine.Hosts)
        {
            if (entry.Address.IsLoopback || !entry.Names.Any(IsLocalhost)) continue;
            yield return Info.About("/etc/hosts", $"localhost leads to {entry.Address}") with
            {
                Key = entry.Address.ToString(),
                Evidence = [new Evidence("file", $"/etc/hosts, line {entry.Line}: {entry.Address} {string.Join(' ', entry.Names)}")],
                Fixes = [new($"Remove localhost from line {entry.Line} of /etc/hosts", NeedsRoot: true)],
            };
        }
    }

    static bool IsLocalhost(string name) => name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
