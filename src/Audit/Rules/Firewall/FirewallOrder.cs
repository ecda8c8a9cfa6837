using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Audit.Rules.Firewall;

public sealed class FirewallOrder : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "fw-order-surprise",
        Title = "Accepted by one chain, dropped by another",
        Severity = new(Severity.Low, Severity.Low),
        Sees = "A rule accepts a port that something listens on, and another base chain of the input path drops it all the same.",
        Why = "`accept` ends one base chain only: whoever wrote the rule believes that the port is open, and it is not.",
        Fix = "Accept it in the chain that drops, or remove the rule that has no effect.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        if (view.Snapshot.Firewall.Value is not { } rules) yield break;
        var accepting = InputRules.All(rules).Where(static place => place.Accepts && place.Ports.Any()).ToArray();
        foreach (var port in view.Ports)
        {
            var dropped = port.Reaches.SelectMany(static reach => reach.Classes).FirstOrDefault(static one => one.Verdict is PathVerdict.Filtered or PathVerdict.Rejected && one.By is { Table: not null });
            if (dropped?.By is not { } by) continue;
            var accept = accepting.FirstOrDefault(place => place.IsFor(port.Protocol) && place.Ports.Any(one => one.Contains(port.Port.Number)) && !IsSameBase(place, by.Table!, by.Chain));
            if (accept is null) continue;
            yield return Info.About(port, Severity.Low, $"Port {port.Port} is accepted by one rule and {dropped.Verdict.Name()} by another chain") with
            {
                Evidence = [new Evidence("firewall", $"accepted: {accept.Text}"), new Evidence("firewall", $"{dropped.Verdict.Name()}: {by}")],
                Fixes = [new("Accept the port in the chain that drops it, or remove the rule that has no effect", NeedsRoot: true)],
            };
        }
    }

    static bool IsSameBase(InputRules.Place place, FirewallTable table, string? chain) => place.Table == table && (place.Base.Name == chain || place.Chain.Name == chain);
}
