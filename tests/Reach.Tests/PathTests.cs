using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using static Berth.Model.Firewall.PathVerdict;
using static Berth.Model.Firewall.SourceClass;

namespace Berth.Reach.Tests;

/// <summary>The packet path, trap by trap.</summary>
public class PathTests
{
    const string Input = "type filter hook input priority 0; policy drop; ct state established,related accept; iif lo accept; icmpv6 type { 135, 136 } accept;";

    static FirewallRules Filter(string rules, string more = "") => Rules.OfNft($"table inet filter {{ {more} chain input {{ {Input} {rules}{(rules.Length > 0 ? ";" : "")} }}; }}");

    [Fact]
    public void Accept_ends_one_base_chain_only()
    {
        var rules = Rules.OfNft("table inet a { chain early { type filter hook input priority 0; tcp dport 9000 accept; }; }\ntable inet b { chain late { type filter hook input priority 10; tcp dport 9000 drop; }; }");
        var verdict = Asked.Class(rules, "0.0.0.0:9000", Lan, "eth0");
        Assert.Equal((Filtered, "late", "tcp dport 9000 drop"), (verdict.Verdict, verdict.By!.Chain, verdict.By.Rule!.Text));
        Assert.NotNull(verdict.By.Rule.Handle);
    }

    [Fact]
    public void The_policy_decides_at_the_end_and_is_named()
    {
        var verdict = Asked.Class(Filter(""), "0.0.0.0:80", Internet);
        Assert.Equal((Filtered, "inet filter input: policy drop"), (verdict.Verdict, verdict.By!.ToString()));
    }

    [Fact]
    public void Jump_comes_back_and_goto_does_not()
    {
        const string sub = "chain sub { tcp dport 1 drop; }; chain no { tcp dport 2 drop; }; ";
        Assert.Equal(Open, Asked.Verdict(Filter("tcp dport 80 jump sub; tcp dport 80 accept", sub), "0.0.0.0:80", Lan, "eth0"));
        Assert.Equal(Filtered, Asked.Verdict(Filter("tcp dport 80 goto sub; tcp dport 80 accept", sub), "0.0.0.0:80", Lan, "eth0"));
    }

    [Fact]
    public void A_class_of_which_a_part_may_connect_is_open_from_there_only()
    {
        var verdict = Asked.Class(Filter("ip saddr 192.168.1.128/25 tcp dport 80 accept"), "0.0.0.0:80", Lan, "eth0");
        Assert.Equal((Open, "192.168.1.128-192.168.1.254"), (verdict.Verdict, verdict.Only));
        Assert.Equal(Filtered, Asked.Verdict(Filter("ip saddr 192.168.1.128/25 tcp dport 80 accept"), "0.0.0.0:80", Internet));
    }

    [Fact]
    public void A_rate_limit_makes_it_unknown_and_so_reachable()
    {
        var reach = Asked.Of(Filter("tcp dport 80 limit rate 5/second accept"), "0.0.0.0:80");
        Assert.Equal((ReachLevel.Internet, Unknown), (reach.Widest, reach.Verdict));
        Assert.Contains("limit rate 5/second", reach.DecidedBy!.ToString());
    }

    [Theory]
    [InlineData("tcp dport 80 ct count over 5 drop")]
    [InlineData("tcp dport 80 meta mark 7 drop")]
    [InlineData("ip saddr @seen drop; ip6 saddr ::/0 drop")]
    [InlineData("tcp dport 80 meta skuid 0 drop")]
    public void What_nobody_can_tell_is_unknown(string rule)
    {
        var rules = Filter($"{rule}; tcp dport 80 accept", "set seen { type ipv4_addr; flags dynamic,timeout; timeout 1m; }; ");
        Assert.Equal(Unknown, Asked.Verdict(rules, "0.0.0.0:80", Internet));
    }

    [Fact]
    public void A_redirect_to_containers_passes_by_the_input_rules()
    {
        var docker = Rules.Read(("iptables-nft-restore", [], Asked.Dump("docker-nft.v4")), ("nft", ["-f", "-"], $"table inet host {{ chain input {{ {Input} }}; }}"));
        var published = PublishedPorts.Find(Hosts.Server, docker);
        var web = Assert.Single(published, one => one.Port.Number == 8080);
        Assert.Equal(("172.17.0.2", 80, ReachLevel.Internet), (web.ToAddress.ToString(), web.ToPort.Number, web.Reach));
        Assert.Contains("--to-destination 172.17.0.2:80", web.Rule.ToString());
        var inner = Assert.Single(published, one => one.Port.Number == 5433);
        Assert.Equal(("127.0.0.1", ReachLevel.Host), (inner.At.ToString(), inner.Reach));
        // The listener is never met, and the port is open all the same.
        Assert.Equal(Open, Asked.Verdict(docker, "0.0.0.0:8080", Internet));
    }

    [Fact]
    public void A_dropped_answer_closes_the_port_too()
    {
        var verdict = Asked.Class(Rules.OfNft("table ip f { chain out { type filter hook output priority 0; tcp sport 80 drop; }; }"), "0.0.0.0:80", Lan, "eth0");
        Assert.Equal((Filtered, "tcp sport 80 drop"), (verdict.Verdict, verdict.By!.Rule!.Text));
    }

    [Fact]
    public void A_dropped_last_word_of_the_handshake_closes_it_too() =>
        Assert.Equal(Filtered, Asked.Verdict(Rules.OfNft("table ip f { chain in { type filter hook input priority 0; policy drop; ct state new tcp dport 80 accept; }; }"), "0.0.0.0:80", Lan, "eth0"));

    [Fact]
    public void Without_neighbour_discovery_nobody_comes_over_IPv6()
    {
        const string rules = "table inet f { chain in { type filter hook input priority 0; policy drop; ct state established accept; tcp dport 80 accept; }; }";
        var verdict = Asked.Class(Rules.OfNft(rules), "[::]:80", Lan, "eth0", InetFamily.V6);
        Assert.Equal((Filtered, "inet f in: policy drop"), (verdict.Verdict, verdict.By!.ToString()));
        Assert.Equal(Open, Asked.Verdict(Rules.OfNft(rules), "[::]:80", Lan, "eth0"));
    }

    [Fact]
    public void Route_localnet_opens_loopback_to_the_network()
    {
        var host = Hosts.Server with { Interfaces = [.. Hosts.Server.Interfaces.Select(link => link with { RoutesLocalnet = link.Name == "eth0" })] };
        Assert.Equal(ReachLevel.Lan, Asked.Of(FirewallRules.None, "127.0.0.1:6379", host).V4);
        Assert.Equal(ReachLevel.Host, Asked.Of(FirewallRules.None, "127.0.0.1:6379").V4);
        Assert.Equal(Filtered, Asked.Verdict(Filter(""), "127.0.0.1:6379", Lan, "eth0", host: host));
    }

    [Fact]
    public void Before_tracking_a_new_connection_counts_as_invalid() =>
        Assert.Equal(Filtered, Asked.Verdict(Rules.OfNft("table ip f { chain raw { type filter hook prerouting priority -300; ct state invalid drop; }; }"), "0.0.0.0:80", Lan, "eth0"));

    [Fact]
    public void An_ingress_chain_of_an_unnamed_device_may_or_may_not_apply()
    {
        FirewallRule drop = new(1, 1, "tcp dport 80 drop",
            [new RulePart.Match([new FieldMask(PacketField.DestinationPort)], false, ElementSet.Of(Operand.Number(80))), new RulePart.Decide(Verdict.Drop)]);
        FirewallRules With(params string[] devices) => new([new FirewallTable(TableFamily.Netdev, "n", FirewallDialect.Nft, [new FirewallChain("i", new ChainHook(ChainType.Filter, HookPoint.Ingress, 0, false, devices), [drop])])]);
        Assert.Equal(Unknown, Asked.Verdict(With(), "0.0.0.0:80", Lan, "eth0"));
        Assert.Equal(Open, Asked.Verdict(With(), "0.0.0.0:81", Lan, "eth0"));
        Assert.Equal(Filtered, Asked.Verdict(With("eth0"), "0.0.0.0:80", Lan, "eth0"));
        Assert.Equal(Open, Asked.Verdict(With("eth0"), "0.0.0.0:80", Lan, "eth1"));
    }

    [Fact]
    public void What_no_interface_has_stays_at_what_the_bind_allows()
    {
        var reach = Asked.Of(Filter(""), "10.9.9.9:80");
        Assert.Equal((ReachLevel.Lan, Unknown), (reach.V4, reach.Verdict));
        var unread = Asked.Of(Filter(""), "0.0.0.0:80", new HostFacts { System = OperatingSystemKind.Linux });
        Assert.Equal((ReachLevel.Lan, Unknown), (unread.V4, unread.Verdict));
    }

    [Fact]
    public void Containers_call_the_address_of_another_interface_too() =>
        Assert.Equal((ReachLevel.Container, Filtered), (Asked.Of(Filter("iifname docker0 accept"), "192.168.1.5:80").V4, Asked.Of(Filter("iifname docker0 accept"), "192.168.1.5:80").Verdict));

    [Fact]
    public void Reject_is_told_from_drop() =>
        Assert.Equal(Rejected, Asked.Verdict(Filter("tcp dport 80 reject with tcp reset"), "0.0.0.0:80", Internet));

    [Fact]
    public void A_redirect_to_another_port_of_the_machine_is_a_way_in()
    {
        var rules = Rules.OfNft($"table inet n {{ chain pre {{ type nat hook prerouting priority -100; tcp dport 80 redirect to :8080; }}; chain input {{ {Input} ct status dnat accept; }}; }}");
        Assert.Equal((ReachLevel.Internet, Open), (Asked.Of(rules, "0.0.0.0:8080").Widest, Asked.Of(rules, "0.0.0.0:8080").Verdict));
        Assert.Equal(Filtered, Asked.Verdict(rules, "0.0.0.0:9090", Internet));
    }

    [Fact]
    public void Unread_rules_leave_everything_beyond_loopback_unknown()
    {
        var judge = new ReachJudge(Hosts.Server, Known.Hidden<FirewallRules>("firewall rules are hidden from this user: run with sudo to read them"));
        var reach = judge.Of(Hosts.Listener("0.0.0.0:80"));
        Assert.Equal((ReachLevel.Internet, Unknown), (reach.V4, reach.Verdict));
        Assert.Contains("sudo", reach.Reason);
        Assert.Equal((ReachLevel.Host, Open), (judge.Of(Hosts.Listener("127.0.0.1:80")).V4, judge.Of(Hosts.Listener("127.0.0.1:80")).Verdict));
    }

    // Looked up all at once, in a chain too long to be walked for each class of callers.
    [Fact]
    public void A_large_set_and_a_long_chain_say_what_small_ones_say()
    {
        var elements = string.Join(", ", Enumerable.Range(0, 300).Select(i => $"192.168.1.{i % 100 + 100}, 10.{i % 250}.{i / 250}.0/24").Distinct());
        var others = string.Join("; ", Enumerable.Range(0, 200).Select(i => $"tcp dport {i + 2000} ip saddr 10.0.{i}.1 drop"));
        var rules = Filter($"{others}; ip saddr @big tcp dport 80 drop; ip daddr @big drop; tcp dport {{ 80, 2005 }} accept", $"set big {{ type ipv4_addr; flags interval; auto-merge; elements = {{ {elements} }}; }};");
        Assert.Equal((Open, "192.168.1.1-192.168.1.4, 192.168.1.6-192.168.1.99, 192.168.1.200-192.168.1.254"), (Asked.Class(rules, "0.0.0.0:80", Lan, "eth0").Verdict, Asked.Class(rules, "0.0.0.0:80", Lan, "eth0").Only));
        Assert.Equal(Open, Asked.Class(rules, "0.0.0.0:2005", Private, "eth0").Verdict);
        Assert.DoesNotContain("10.0.0.0/8", Asked.Class(rules, "0.0.0.0:2005", Private, "eth0").Only);
        Assert.Equal(Filtered, Asked.Verdict(rules, "0.0.0.0:2006", Lan, "eth0"));
    }
}
