using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Audit.Rules.Firewall;

public sealed class FirewallGapV6 : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "fw-v6-gap",
        Title = "Filtered over IPv4, open over IPv6",
        Severity = new(Severity.High),
        Sees = "A listener takes both families; the rules keep callers out over IPv4 and let them in over IPv6.",
        Why = "Whoever thinks of the port as closed is wrong: every neighbour has an IPv6 address.",
        Fix = "Mirror the rules for IPv6: an `inet` table in nftables, `IPV6=yes` in /etc/default/ufw, ip6tables beside iptables.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var port in view.Ports)
        {
            // One socket for both families, or one for each.
            var four = port.Reaches.FirstOrDefault(static reach => reach.V4 is not null && reach.VerdictOf(InetFamily.V4) == PathVerdict.Filtered);
            var six = port.Reaches.FirstOrDefault(static reach => reach is { V6: > ReachLevel.Host, V6Verdict: PathVerdict.Open });
            if (four is null || six is null || six.V6 <= four.V4) continue;
            yield return Info.About(port, Severity.High, $"{port.Subject} is filtered over IPv4 and open over IPv6") with
            {
                Evidence = [.. Decided(four, InetFamily.V4), .. Decided(six, InetFamily.V6), .. port.ReachEvidence],
                Fixes = [new(view.Machine.Ufw is { Enabled: true, FiltersV6: false } ? "Set IPV6=yes in /etc/default/ufw, then reload" : "Mirror the rules for IPv6",
                    view.Machine.Ufw is { Enabled: true, FiltersV6: false } ? "ufw reload" : null, NeedsRoot: true), Remedies.Block(port)],
            };
        }
    }

    static IEnumerable<Evidence> Decided(Reachability reach, InetFamily family) =>
        reach.Classes.Where(one => one.Family == family && one.By is { Table: not null }).Take(1).Select(one => new Evidence("firewall", $"over {(family == InetFamily.V4 ? "IPv4" : "IPv6")} {one.Verdict.Name()} by {one.By}"));
}
