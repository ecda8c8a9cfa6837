using Berth.Engine.Reach;
using Berth.Model;
using Berth.Probes;

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
        var probes = TwinQuestions.ForAll([Hosts.Listener($"0.0.0.0:{port.Port}")], Hosts.Server, rules);
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
}
