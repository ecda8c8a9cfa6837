using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;

namespace Berth.Audit.Rules.Loopback;

public sealed class WeakHost : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "weak-host",
        Title = "A bind to one interface does not keep the others out",
        Severity = new(Severity.Low),
        Sees = "A listener is bound to the address of one interface while the machine has another interface that leads elsewhere.",
        Why = "Linux takes a packet for any of its addresses on any interface: the bind is no fence (RFC 1122, the weak host model).",
        Fix = "Filter by interface: `iifname != \"eth0\" tcp dport P drop`.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var port in view.Wide)
        {
            var bound = port.Sockets[0].LocalAddress.Unmapped;
            if (bound.IsWildcard || bound.IsLoopback || port.Sockets[0].InterfaceIndex != 0) continue;
            if (Holder(view.Host, bound) is not { Kind: not InterfaceKind.Physical } own) continue;
            if (view.Host.Interfaces.FirstOrDefault(link => link.Kind == InterfaceKind.Physical && ReachLevels.Carries(link, bound, own) && link.Index != own.Index) is not { } other) continue;
            if (!Reaches(port, other)) continue;
            yield return Info.About(port, Severity.Low, $"It is bound to {own.Name}'s address, and {other.Name} can reach it too") with
            {
                Evidence = [new Evidence("bind", $"{bound} belongs to {own.Name}; packets for it are taken on {other.Name} as well")],
                Fixes = [new($"Filter what comes in by {other.Name}", $"nft add rule inet filter input iifname {other.Name} ip daddr {bound} drop", NeedsRoot: true)],
            };
        }
    }

    // By the same judgement as everything else; without rules nothing stops anybody.
    static bool Reaches(ListenedPort port, NetworkInterface other) =>
        port.Reaches[0].Classes.Count == 0 || port.Reaches[0].Classes.Any(one => one.Interface == other.Name && one.Verdict is PathVerdict.Open or PathVerdict.Unknown);

    static NetworkInterface? Holder(HostFacts host, InetAddress address) =>
        host.Interfaces.FirstOrDefault(link => link.Addresses.Any(own => own.Address == address));
}
