using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Machine;

namespace Berth.Audit.Rules.Loopback;

public sealed class RouteLocalnet : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "route-localnet",
        Title = "Neighbours can reach the loopback",
        Severity = new(Severity.High, Severity.High),
        Sees = "net.ipv4.conf.*.route_localnet is 1 on an interface that leads off the machine, and something listens on 127.0.0.0/8.",
        Why = "The kernel takes packets for 127.0.0.1 from the network: what was bound to loopback to be safe is open to the neighbours (CVE-2020-8558).",
        Fix = "`sysctl -w net.ipv4.conf.all.route_localnet=0`, or drop packets for 127.0.0.0/8 that do not come from lo.",
        References = ["CVE-2020-8558"],
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        var names = view.Host.Interfaces.Where(static link => link.Kind != InterfaceKind.Loopback).Select(static link => link.Name).Append("all");
        foreach (var name in names)
        {
            var setting = $"net.ipv4.conf.{name}.route_localnet";
            if (view.Setting(setting) != "1") continue;
            var open = view.Ports.Where(static port => port.Sockets.Any(static socket => socket.LocalAddress.Unmapped is { Family: InetFamily.V4 } bound && (bound.IsLoopback || bound.IsWildcard))).ToArray();
            yield return Info.About("kernel settings", $"Packets for 127.0.0.1 are taken from {(name == "all" ? "every interface" : name)}", open.Length == 0 ? Severity.Low : null) with
            {
                Key = name,
                Evidence = [new Evidence("config", $"{setting} is 1"), .. open.Take(8).Select(static port => new Evidence("bind", $"{port.Label} would be reached"))],
                Fixes = [Remedies.Sysctl(setting, "0", "1", "Take such packets from lo only", "kube-proxy's node ports on localhost and some container set-ups rely on it")],
            };
        }
    }
}
