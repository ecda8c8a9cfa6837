using Berth.Engine.Reach;
using Berth.Model;

namespace Berth.Reach.Tests;

/// <summary>One rule set with everything that is asked about it, and what the evaluator says.</summary>
static class Case
{
    static readonly string[] callers4 =
    [
        "eth0 lan 192.168.1.20", "eth0 lan 192.168.1.200", "eth0 private 10.1.2.3", "eth0 private 10.0.0.7",
        "eth1 lan 93.184.216.77", "eth1 internet 8.8.8.8", "eth1 internet 198.41.0.4", "docker0 container 172.17.0.2", "docker0 container 172.17.9.9",
        "tailscale0 vpn 100.100.7.7", "lo loopback 127.0.0.1",
    ];
    static readonly string[] callers6 =
    [
        "eth0 lan fd00:1::20", "eth0 lan fd00:1::beef", "eth0 private fd00:2::7", "eth1 lan 2606:4700::77", "eth1 internet 2a00:1450::8",
        "docker0 container fd00:17::2", "lo loopback ::1",
    ];

    /// <summary>Every caller with every port, in both families, with what the rules are read to say.</summary>
    public static IReadOnlyList<TwinProbe> Probes(FirewallRules rules, HostFacts host, IReadOnlyList<(Protocol Protocol, int Port)> ports)
    {
        var probes = new List<TwinProbe>();
        var walk = new AttemptWalk(rules, host);
        foreach (var text in callers4.Concat(callers6))
        {
            var words = text.Split(' ');
            var (link, caller) = (host.Interfaces.First(link => link.Name == words[0]), Hosts.Address(words[2]));
            var from = Enum.GetValues<SourceClass>().First(source => source.Name() == words[1]);
            var to = link.Addresses.First(own => own.Address.Family == caller.Family).Address;
            var all = from == SourceClass.Loopback
                ? AddressSet.Of(caller)
                : Callers.Of(link, link.Addresses.First(own => own.Address == to), host).First(group => group.From == from).Callers;
            Assert.True(all.Contains(caller.Bits), text);
            foreach (var (protocol, number) in ports)
            {
                var port = new Port((ushort)number);
                var result = walk.Send(new Attempt(from, link, caller.Family, all, to, protocol, port), packet => packet.Output.Length > 0 || ports.Contains((protocol, packet.DestinationPorts.Low)));
                var expected = result.Open.Contains(caller.Bits) ? PathVerdict.Open : result.Closed.Contains(caller.Bits) ? PathVerdict.Filtered : PathVerdict.Unknown;
                probes.Add(new TwinProbe(new Endpoint(protocol, InetAddress.AnyV6, port), false, from, link.Name, caller, to, port, expected));
            }
        }
        return probes;
    }
}
