using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Firewall;

namespace Berth.Audit.Rules.Firewall;

public sealed class FirewallHole : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "fw-hole-unused",
        Title = "A rule lets a port in that nobody uses now",
        Severity = new(Severity.Info, Severity.Info),
        Sees = "A rule of the input path accepts a single port on which nothing listens at this moment. How long it has been so is not known.",
        Why = "Whatever is started on that port next is open at once.",
        Fix = "Remove the rule when the service is gone for good: `ufw delete allow PORT`, or `nft delete rule`.",
        Undo = "`ufw allow PORT`.",
    };

    // Discovery and DHCP, which firewalls let in from the start, name an address or the sender's port, or stand in ufw's own chains.
    static bool IsSomebodysHole(InputRules.Place place) =>
        !place.Chain.Name.StartsWith("ufw-before", StringComparison.Ordinal) && !place.Chain.Name.StartsWith("ufw6-before", StringComparison.Ordinal)
        && place.Rule.Parts.OfType<RulePart.Match>().SelectMany(static match => match.Fields).All(static field => field.Field is not (PacketField.DestinationAddress or PacketField.SourcePort));

    public IEnumerable<Finding> Find(AuditView view)
    {
        var listened = view.Ports.Select(static one => one.Port.Number).ToHashSet();
        if (view.Snapshot.Firewall.Value is not { } rules) yield break;
        foreach (var place in InputRules.All(rules))
        {
            if (!place.Accepts || !IsSomebodysHole(place)) continue;
            foreach (var port in place.Ports)
            {
                if (!port.IsSingle || port.Low == 0 || port.Low > ushort.MaxValue || listened.Contains((ushort)port.Low)) continue;
                yield return Info.About("firewall", $"Port {port.Low} is let in, and nothing listens there") with
                {
                    Key = $"{place.Table.Name} {place.Chain.Name} {port.Low}",
                    Evidence = [new Evidence("firewall", place.Text)],
                    Fixes = [new("Remove the rule when the service is gone for good", view.Machine.Ufw?.Enabled == true ? $"ufw delete allow {port.Low}" : null, view.Machine.Ufw?.Enabled == true ? $"ufw allow {port.Low}" : null, NeedsRoot: true)],
                };
            }
        }
    }
}
