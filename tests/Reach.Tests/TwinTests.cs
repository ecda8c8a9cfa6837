using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Probes.Linux.Twin;

namespace Berth.Reach.Tests;

public class TwinTests
{
    [Fact]
    public async Task The_twin_proves_what_the_rules_say_of_a_listener()
    {
        var rules = Rules.OfNft("table inet f { chain in { type filter hook input priority 0; policy drop; ct state established accept; iif lo accept; icmpv6 type { 135, 136 } accept; ip saddr 192.168.1.0/25 tcp dport 5432 accept; }; }");
        var probes = TwinQuestions.For(Hosts.Listener("[::]:5432"), Hosts.Server, rules);
        var report = await TwinProver.ProveAsync(rules, Hosts.Server, probes, TestContext.Current.CancellationToken);
        Assert.Null(report.Problem);
        Assert.True(report.NotAsked.Count == 0, string.Join("; ", report.NotAsked));
        Assert.Equal(probes.Count, report.Verdicts.Count);
        Assert.All(report.Verdicts, verdict => Assert.True(verdict.Agrees, verdict.Evidence));
        Assert.Contains(report.Verdicts, verdict => verdict is { Seen: PathVerdict.Open, Probe.From: SourceClass.Lan });
        Assert.Contains(report.Verdicts, verdict => verdict is { Seen: PathVerdict.Filtered, Probe.From: SourceClass.Lan });
    }

    [Fact]
    public async Task It_finds_out_what_was_read_wrongly()
    {
        var rules = Rules.OfNft("table inet f { chain in { type filter hook input priority 0; tcp dport 80 drop; }; }");
        var probe = TwinQuestions.For(Hosts.Listener("0.0.0.0:80"), Hosts.Server, rules).First(probe => probe.From == SourceClass.Lan);
        var report = await TwinProver.ProveAsync(rules, Hosts.Server, [probe with { Expected = PathVerdict.Open }], TestContext.Current.CancellationToken);
        Assert.False(Assert.Single(report.Verdicts).Agrees);
    }

    [Fact]
    public async Task A_published_port_leads_to_the_container_in_the_twin_too()
    {
        var rules = Rules.OfIptables(Asked.Dump("docker-nft.v4"));
        var probe = new TwinProbe(new Endpoint(Protocol.Tcp, Hosts.Address("172.17.0.2"), new Port(80)), false, SourceClass.Internet, "eth1",
            Hosts.Address("8.8.8.8"), Hosts.Address("93.184.216.5"), new Port(8080), PathVerdict.Open);
        var report = await TwinProver.ProveAsync(rules, Hosts.Server, [probe], TestContext.Current.CancellationToken);
        Assert.Null(report.Problem);
        Assert.Equal(PathVerdict.Open, Assert.Single(report.Verdicts).Seen);
    }

    [Fact]
    public async Task Where_a_listener_and_a_container_share_a_port_the_container_answers()
    {
        var rules = Rules.OfIptables(Asked.Dump("docker-nft.v4"));
        var port = PublishedPorts.Find(Hosts.Server, rules).First(one => one.Reach > ReachLevel.Host);
        var probes = TwinQuestions.ForAll([Hosts.Listener($"0.0.0.0:{port.Port}")], Hosts.Server, rules).Probes;
        Assert.Contains(probes, probe => probe.Listener.Address == port.ToAddress && probe.Expected == PathVerdict.Open);
        var report = await TwinProver.ProveAsync(rules, Hosts.Server, probes, TestContext.Current.CancellationToken);
        Assert.Null(report.Problem);
        Assert.All(report.Verdicts, verdict => Assert.True(verdict.Agrees, verdict.Evidence));
    }

    [Fact]
    public async Task Rules_that_cannot_be_loaded_are_a_problem_not_a_verdict()
    {
        var rules = FirewallRules.None with { Listings = [new FirewallListing(FirewallDialect.Nft, TableFamily.Inet, "f", "table inet f { nonsense }")] };
        var probe = TwinQuestions.For(Hosts.Listener("0.0.0.0:80"), Hosts.Server, rules)[0];
        var report = await TwinProver.ProveAsync(rules, Hosts.Server, [probe], TestContext.Current.CancellationToken);
        Assert.Empty(report.Verdicts);
        Assert.Contains("table f", report.Problem);
    }

    [Fact]
    public async Task Two_interfaces_and_one_private_network_behind_both_disprove_nothing()
    {
        var rules = Rules.OfNft("table inet f { chain in { type filter hook input priority 0; tcp dport 22 drop; }; }");
        var host = Hosts.Server with { Interfaces = [.. Hosts.Server.Interfaces.Take(3)] };
        var plan = TwinQuestions.ForAll([Hosts.Listener("0.0.0.0:22"), Hosts.Listener("[::]:80")], host, rules);
        Assert.All(plan.Probes.Where(probe => !probe.Caller.IsLoopback).GroupBy(probe => probe.Caller), group => Assert.True(IsLinkLocal(group.Key) || group.Select(probe => probe.Interface).Distinct().Count() == 1));
        var report = await TwinProver.ProveAsync(rules, host, plan.Probes, TestContext.Current.CancellationToken);
        Assert.Null(report.Problem);
        Assert.True(report.NotAsked.Count == 0, string.Join("; ", report.NotAsked));
        Assert.All(report.Verdicts, verdict => Assert.True(verdict.Agrees, verdict.Evidence));
    }

    [Fact]
    public async Task A_listener_that_the_twin_cannot_open_costs_no_more_than_itself()
    {
        var rules = Rules.OfNft("table inet f { chain in { type filter hook input priority 0; policy drop; icmpv6 type { 135, 136 } accept; ct state established accept; tcp dport { 22, 7100 } accept; }; }");
        var plan = TwinQuestions.ForAll([Hosts.Listener("192.168.1.5:22"), Hosts.Listener("10.77.7.7:22"), Hosts.Listener("[fe80::5]:7100")], Hosts.Lab, rules);
        var more = plan.Probes[0] with { Listener = new Endpoint(Protocol.Tcp, Hosts.Address("10.77.7.7"), new Port(22)) };
        var report = await TwinProver.ProveAsync(rules, Hosts.Lab, [.. plan.Probes, more], TestContext.Current.CancellationToken);
        Assert.Null(report.Problem);
        Assert.Contains(report.NotAsked, text => text.StartsWith("10.77.7.7:22,"));
        Assert.Contains(report.Verdicts, verdict => verdict is { Seen: PathVerdict.Open, Probe: { Interface: "eth0", Listener.Port.Number: 7100 } });
        Assert.Contains(report.Verdicts, verdict => verdict is { Seen: PathVerdict.Open, Probe: { Interface: "eth0", Listener.Port.Number: 22 } });
        Assert.All(report.Verdicts, verdict => Assert.True(verdict.Agrees, verdict.Evidence));
    }

    // What the evaluator does not think of is asked all the same: a caller by every interface, with an address of every kind.
    [Theory]
    [InlineData("eth0", "203.0.114.")]
    [InlineData("eth0", "10.127.")]
    [InlineData("eth1", "8.8.")]
    [InlineData("tun0", "203.0.114.")]
    [InlineData("cali12", "172.30.9.2")]
    [InlineData("eth0", "fe80::")]
    public void Callers_of_every_kind_are_asked_about_by_every_interface(string link, string caller)
    {
        var rules = Rules.OfNft("table inet f { chain in { type filter hook input priority 0; policy drop; }; }\ntable inet n { chain web { meta l4proto tcp redirect to :80; }; chain pre { type nat hook prerouting priority -100; tcp dport 8090 jump web; }; }");
        var probes = TwinQuestions.ForAll([Hosts.Listener("[::]:80")], Hosts.Lab, rules).Probes;
        var asked = probes.Where(probe => probe.Interface == link && probe.Caller.ToString().StartsWith(caller, StringComparison.Ordinal)).ToArray();
        Assert.Contains(asked, probe => probe.Port.Number == 80);
        Assert.Contains(asked, probe => probe.Port.Number == 8090);
    }

    static bool IsLinkLocal(InetAddress address) => address.ToIPAddress().IsIPv6LinkLocal;
}
