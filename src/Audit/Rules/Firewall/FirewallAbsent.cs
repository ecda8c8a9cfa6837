using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Knowledge;
using Berth.Model.Machine;

namespace Berth.Audit.Rules.Firewall;

public sealed class FirewallAbsent : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "fw-absent",
        Title = "No firewall while services are open",
        Severity = new(Severity.Medium),
        Sees = "No rule of the input path drops or rejects anything, and something listens on an interface that leads to a network.",
        Why = "Every service that somebody starts on all interfaces is open to the network at once.",
        Fix = "`ufw allow OpenSSH`, then `ufw enable`.",
        Undo = "Switch it off again: `ufw disable`.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        if (view.Snapshot.Firewall is not { How: How.Observed, Value: { Gaps.Count: 0 } rules } || InputRules.Refuses(rules)) yield break;
        var open = view.Ports.Where(static port => port.Reach >= ReachLevel.Lan).ToArray();
        if (open.Length == 0) yield break;
        yield return Info.About("firewall", "No firewall rule keeps anybody out") with
        {
            Evidence = [new Evidence("firewall", rules.Tables.Count == 0 ? rules.Dormant is [var asleep, ..] ? $"the table {asleep} is dormant, and there are no other rules" : "there are no rules" : "no rule of the input path drops or rejects"), .. open.Take(5).Select(static port => new Evidence("bind", $"{port.Label} is open to {port.Audience()}"))],
            Fixes = [new(view.Machine.Ufw is null ? "Install ufw, let ssh in, and switch it on" : "Let ssh in, and switch ufw on", "ufw allow OpenSSH && ufw enable", "ufw disable", NeedsRoot: true, Risk: "services that others use now need a rule of their own: ufw allow PORT")],
        };
    }
}
