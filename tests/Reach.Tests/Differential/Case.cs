using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;

namespace Berth.Reach.Tests;

/// <summary>One rule set with everything that is asked about it, and what the evaluator says.</summary>
static class Case
{
    /// <summary>Every caller with every port, in both families, with what the rules are read to say.</summary>
    public static IReadOnlyList<TwinProbe> Probes(FirewallRules rules, HostFacts host, IReadOnlyList<string> callers, IReadOnlyList<(Protocol Protocol, int Port)> ports)
    {
        var probes = new List<TwinProbe>();
        var walk = new AttemptWalk(rules, host);
        var groups = new Callers(host);
        foreach (var text in callers)
        {
            // "eth0 192.168.1.20 > 192.168.1.5": without an address the interface's own is called.
            var words = text.Split(' ');
            var (link, caller) = (host.Interfaces.First(link => link.Name == words[0]), Hosts.Address(words[1]));
            var to = words.Length > 3 ? Hosts.Address(words[3]) : link.Addresses.First(own => own.Address.Family == caller.Family).Address;
            var group = link.Kind == InterfaceKind.Loopback
                ? new CallerGroup(SourceClass.Loopback, link, to, AddressSet.Of(caller), true, ReachLevel.Host)
                : groups.Of(link, to).FirstOrDefault(group => group.Callers.Contains(caller.Bits));
            Assert.True(group is not null, text);
            foreach (var (protocol, number) in ports)
            {
                var port = new Port((ushort)number);
                var result = walk.Send(new Attempt(group.From, link, caller.Family, group.Callers, to, protocol, port), packet => packet.Output.Length > 0 || packet.IsAdrift || ports.Contains((protocol, packet.DestinationPorts.Low)));
                var expected = result.Open.Contains(caller.Bits) ? PathVerdict.Open : result.Closed.Contains(caller.Bits) ? PathVerdict.Filtered : PathVerdict.Unknown;
                probes.Add(new TwinProbe(new Endpoint(protocol, InetAddress.AnyV6, port), false, group.From, link.Name, caller, to, port, expected) { Link = link.Kind });
            }
        }
        return probes;
    }
}
