using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Audit.Rules.Containers;

public sealed class SentOnByRule : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "port-sent-on",
        Title = "A port that a firewall rule sends to another address",
        Severity = new(Severity.Medium),
        Sees = "A rule rewrites the destination of packets for a port of this machine (DNAT): a NodePort, a container, a virtual machine, or a rule by hand. No container engine tells of it, and no socket listens there.",
        Why = "No list of listeners shows the port, and a firewall's input rules do not see its packets: they are forwarded.",
        Fix = "Take the rule away, or let it take only the callers that are meant (`-s`, `ip saddr`).",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        if (view.Snapshot.Firewall.Value is not { IsEmpty: false } rules) yield break;
        // Told by a listener, whose reach it is, or by the engine that published it.
        var told = view.Ports.Select(static port => (port.Port, port.Protocol)).ToHashSet();
        told.UnionWith(view.Machine.Engines.SelectMany(static engine => engine.Containers).SelectMany(static one => one.Ports).Select(static port => (port.HostPort, port.Protocol)));
        foreach (var port in PublishedPorts.Find(view.Host, rules))
        {
            if (Info.Severity.At(port.Reach) is not { } severity || told.Contains((port.Port, port.Protocol))) continue;
            var to = new Endpoint(port.Protocol, port.ToAddress, port.ToPort);
            yield return Info.About("the firewall", $"Port {port.Port} is sent on to {to}, past the input rules", severity) with
            {
                Endpoint = new Endpoint(port.Protocol, port.At ?? (port.Family == InetFamily.V4 ? InetAddress.AnyV4 : InetAddress.AnyV6), port.Port),
                Reach = port.Reach.Name(),
                Evidence = [new Evidence("firewall", port.Rule.ToString()), new Evidence("bind", "no socket of this machine listens there")],
                Fixes = [new("Look at the rule, and let it take only the callers that are meant", $"berth explain {port.Port}{(port.Protocol == Protocol.Udp ? "/udp" : "")}", NeedsRoot: true)],
            };
        }
    }
}
