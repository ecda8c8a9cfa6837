using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Firewall;

public sealed class FirewallUnknown : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "fw-unknown",
        Title = "Firewall rules that could not be read",
        Severity = new(Severity.Info, Severity.Info),
        Sees = "Something listens beyond loopback, and the packet filter's rules may not be read by this user, or not in full.",
        Why = "Whether the firewall keeps others out is unknown. Berth counts such ports as open, and says so.",
        Fix = "Run the audit with sudo.",
        Undo = "Nothing is changed.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        if (!view.Wide.Any()) yield break;
        var firewall = view.Snapshot.Firewall;
        IReadOnlyList<string> gaps = firewall.Value?.Gaps ?? (firewall.IsHidden ? [firewall.Reason ?? "they may not be read"] : []);
        if (gaps.Count == 0) yield break;
        yield return Info.About("firewall", "Whether the firewall filters could not be told") with
        {
            Evidence = [.. gaps.Select(static gap => new Evidence("firewall", gap))],
            Fixes = [new("Audit with the right to read the rules", $"{view.Snapshot.Host.SudoBerth} audit")],
        };
    }
}
