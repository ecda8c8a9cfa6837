using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Firewall;

namespace Berth.Audit.Rules.Firewall;

public sealed class FirewallTwoBackends : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "fw-two-backends",
        Title = "Two firewalls at once",
        Severity = new(Severity.Medium, Severity.Medium),
        Sees = "There are rules of iptables-legacy and rules of nftables (or iptables-nft) at the same time.",
        Why = "The kernel asks both: a packet must pass each of them, and every tool shows only its own half.",
        Fix = "Move the rules to one of them (`update-alternatives --config iptables`), and flush the other.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        var tables = view.Snapshot.Firewall.Value?.Tables ?? [];
        var old = tables.Where(static table => table.Dialect == FirewallDialect.IptablesLegacy).ToArray();
        var other = tables.Where(static table => table.Dialect != FirewallDialect.IptablesLegacy).ToArray();
        if (old.Length == 0 || other.Length == 0) yield break;
        yield return Info.About("firewall", "Rules of iptables-legacy and of nftables are both in force") with
        {
            Evidence = [new Evidence("firewall", $"iptables-legacy has the tables {Names(old)}"), new Evidence("firewall", $"nftables has the tables {Names(other)}")],
            Fixes = [new("Choose one, and move the rules there", "update-alternatives --config iptables", NeedsRoot: true)],
        };
    }

    static string Names(FirewallTable[] tables) => string.Join(", ", tables.Select(static table => $"{table.Family.ToString().ToLowerInvariant()} {table.Name}"));
}
