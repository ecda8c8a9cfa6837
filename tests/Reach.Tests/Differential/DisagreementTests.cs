using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;

namespace Berth.Reach.Tests;

/// <summary>Situations in which rules were once read to close what the kernel opens, or the other way round. The kernel is asked each time.</summary>
public class DisagreementTests
{
    const string Usual = "ct state established,related accept; iif lo accept; icmpv6 type { 135, 136 } accept;";

    static string Nft(string rules, string more = "", string policy = "drop") =>
        $"table inet f {{ {more} chain i {{ type filter hook input priority 0; policy {policy}; {(policy == "drop" ? Usual : "")} {rules}; }}; }}\n";

    static string Set(string name) => $"set {name} {{ type ipv4_addr; flags dynamic; }};";

    /// <summary>A listener, its rules, who calls which port, and whether he gets in.</summary>
    public static TheoryData<string, string, string, string, int, bool> Situations => new()
    {
        { "flags that are never set together", "0.0.0.0:22", Nft("tcp flags & (fin|syn) == (fin|syn) drop", policy: "accept"), "eth0 192.168.1.20", 22, true },
        { "a limit inside a set statement", "0.0.0.0:22", Nft("tcp dport 22 ct state new add @m { ip saddr limit rate over 10/minute } drop", Set("m"), "accept"), "eth0 192.168.1.20", 22, true },
        { "a count inside a set statement", "0.0.0.0:22", Nft("tcp dport 22 ct state new add @m { ip saddr ct count over 3 } reject", Set("m"), "accept"), "eth0 192.168.1.20", 22, true },
        { "a set statement is for its family", "[::]:22", Nft("tcp dport 22 add @m { ip saddr } drop", Set("m"), "accept"), "eth0 fd00:1::20", 22, true },
        { "an answer by ICMP is for its family", "[::]:22", Nft("tcp dport 22 reject with icmp admin-prohibited", policy: "accept"), "eth0 fd00:1::20", 22, true },
        { "public callers of a private address", "0.0.0.0:22", Nft("ip saddr 203.0.114.0/24 tcp dport 22 accept"), "eth0 203.0.114.7", 22, true },
        { "a tunnel with an address of its own alone", "0.0.0.0:80", Nft("iifname tun0 accept"), "tun0 172.29.5.1", 80, true },
        { "a dormant table", "0.0.0.0:80", "table inet f { flags dormant; chain i { type filter hook input priority 0; policy drop; }; }\n", "eth0 192.168.1.20", 80, true },
        { "a redirect in a chain that is jumped to", "0.0.0.0:80", Nft("ct status dnat accept") + "table inet n { chain web { meta l4proto tcp redirect to :80; }; chain pre { type nat hook prerouting priority -100; tcp dport 8090 jump web; }; }\n", "eth0 192.168.1.20", 8090, true },
        { "the second port of a redirect", "0.0.0.0:80", Nft("ct status dnat accept") + "table inet n { chain pre { type nat hook prerouting priority -100; tcp dport { 8090, 8091 } redirect to :80; }; chain raw { type filter hook prerouting priority -300; tcp dport 8090 drop; }; }\n", "eth0 192.168.1.20", 8091, true },
        { "a redirect of every port", "0.0.0.0:80", Nft("ct status dnat accept") + "table inet n { chain pre { type nat hook prerouting priority -100; iifname eth0 meta l4proto tcp redirect to :80; }; chain raw { type filter hook prerouting priority -300; tcp dport 1-1024 drop; }; }\n", "eth0 192.168.1.20", 9999, true },
        { "a verdict map that leads to a redirect", "0.0.0.0:80", Nft("ct status dnat accept") + "table inet n { chain web { meta l4proto tcp redirect to :80; }; chain pre { type nat hook prerouting priority -100; tcp dport vmap { 7 : drop, 8090 : goto web }; }; }\n", "eth0 192.168.1.20", 8090, true },
        { "a pair without an address", "0.0.0.0:80", Nft("iifname \"cali*\" accept"), "cali12 172.30.9.2 > 192.168.1.5", 80, true },
        { "a service address on loopback", "0.0.0.0:80", Nft("ip daddr 203.0.115.9 tcp dport 80 accept"), "eth0 192.168.1.20 > 203.0.115.9", 80, true },
        { "a carrier's network behind a router", "0.0.0.0:80", Nft("ip saddr 100.99.0.0/16 tcp dport 80 accept"), "eth2 100.99.1.1", 80, true },
        { "another interface's address", "172.17.0.1:2375", Nft("iifname eth0 accept"), "eth0 192.168.1.20 > 172.17.0.1", 2375, true },
        { "a link-local caller of another address", "[fd00:1::5]:80", Nft("ip6 saddr fe80::/10 accept"), "eth0 fe80::20 > fd00:1::5", 80, true },
        { "a network that is mapped to another", "93.184.216.5:8080", "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A PREROUTING -d 192.168.1.5/32 -i eth0 -j NETMAP --to 93.184.216.5/32\nCOMMIT\n"
            + "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i eth0 -p tcp -m tcp --dport 8080 -j ACCEPT\nCOMMIT\n", "eth0 192.168.1.20", 8080, true },
        { "a jump to a redirect of iptables", "0.0.0.0:80", "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n:WEB - [0:0]\n-A PREROUTING -p tcp -m tcp --dport 8090 -j WEB\n-A WEB -p tcp -j REDIRECT --to-ports 80\nCOMMIT\n"
            + "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -m conntrack --ctstate DNAT -j ACCEPT\nCOMMIT\n", "eth0 192.168.1.20", 8090, true },
        { "not redirected, not tracked", "0.0.0.0:80", "*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A PREROUTING -p tcp -j CT --notrack\nCOMMIT\n"
            + "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -p tcp -m conntrack ! --ctstate DNAT -j DROP\nCOMMIT\n", "eth0 192.168.1.20", 80, false },
        { "answers of a redirect that are not tracked", "0.0.0.0:80", "*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A OUTPUT -p tcp -j CT --notrack\nCOMMIT\n"
            + "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 8090 -j REDIRECT --to-ports 80\nCOMMIT\n"
            + "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 80 -m conntrack ! --ctorigdstport 8090 -j DROP\nCOMMIT\n", "eth0 192.168.1.20", 8090, false },
        { "a masquerade that takes loopback too", "127.0.0.1:6379", "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -j MASQUERADE\nCOMMIT\n"
            + "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT ! -s 127.0.0.0/8 -p tcp -m tcp --dport 6379 -j DROP\nCOMMIT\n", "lo 127.0.0.1", 6379, false },
        { "a source that is changed on loopback", "127.0.0.1:6379", Nft("iif lo tcp dport 6379 ip saddr != 127.0.0.0/8 drop", policy: "accept") + "table ip n { chain post { type nat hook postrouting priority 100; snat to 192.168.1.5; }; }\n", "lo 127.0.0.1", 6379, false },
    };

    [Theory, MemberData(nameof(Situations))]
    public async Task What_is_told_is_what_the_kernel_does(string situation, string listener, string rules, string caller, int port, bool getsIn)
    {
        var read = rules.StartsWith('*') ? Rules.OfIptables(rules) : Rules.OfNft(rules);
        var verdict = Assert.Single(await Told.Kernel(read, Hosts.Lab, listener, [caller], [port], TestContext.Current.CancellationToken));
        Assert.True(getsIn == (verdict.Seen == PathVerdict.Open), $"{situation}: {verdict.Evidence}");
        var told = Asked.Of(read, listener, Hosts.Lab);
        var classes = Told.Classes(told, verdict.Probe).ToArray();
        if (!getsIn)
        {
            Assert.All(classes, one => Assert.NotEqual(PathVerdict.Open, one.Verdict));
            return;
        }
        Assert.True(Told.Wrong(told, verdict) is null, $"{situation}: {Told.Wrong(told, verdict)}");
        if (verdict.Probe.Interface != "lo") Assert.True((told.V4 ?? told.V6) > ReachLevel.Host || told.V6 > ReachLevel.Host, $"{situation}: {told.V4} {told.V6}");
    }

    [Fact]
    public void Flags_that_are_never_set_together_open_nothing_and_close_nothing()
    {
        var told = Asked.Of(Rules.OfNft(Nft("tcp flags & (fin|syn) == (fin|syn) drop; tcp flags & (syn|rst) == (syn|rst) drop", policy: "accept")), "0.0.0.0:22", Hosts.Lab);
        Assert.Equal((ReachLevel.Internet, PathVerdict.Open), (told.V4, told.Verdict));
    }

    [Fact]
    public void A_limit_inside_a_set_statement_is_in_doubt_also_where_it_accepts() =>
        Assert.Equal(PathVerdict.Unknown, Asked.Verdict(Rules.OfNft(Nft("tcp dport 22 add @m { ip saddr limit rate 1/minute } accept", Set("m"))), "0.0.0.0:22", SourceClass.Lan, "eth0", host: Hosts.Lab));

    [Fact]
    public void A_transparent_proxy_may_lead_to_a_listener_on_loopback()
    {
        var told = Asked.Of(Rules.OfNft("table ip t { chain pre { type filter hook prerouting priority -150; iifname eth0 tcp dport 4000 tproxy to 127.0.0.1:15001 meta mark set 1 accept; }; }\n"), "127.0.0.1:15001", Hosts.Lab);
        Assert.Equal((ReachLevel.Lan, PathVerdict.Unknown), (told.V4, told.Verdict));
        Assert.Contains("tproxy", told.DecidedBy!.ToString());
    }

    [Fact]
    public void Whoever_is_let_in_by_one_rule_is_told_with_that_rule_and_the_others_with_the_doubtful_one()
    {
        var seen = Asked.Class(Rules.OfIptables("*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\n"
            + "-A INPUT -p tcp -m tcp --dport 22 -m limit --limit 5/min -j ACCEPT\n-A INPUT -s 192.168.1.128/25 -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n"), "0.0.0.0:22", SourceClass.Lan, "eth0", host: Hosts.Lab);
        Assert.Equal((PathVerdict.Open, "192.168.1.128-192.168.1.254"), (seen.Verdict, seen.Only));
        Assert.Contains("192.168.1.128/25", seen.By!.ToString());
        Assert.Contains("--limit", seen.RestDependsOn!.ToString());
    }

    [Fact]
    public void A_port_of_a_bridge_calls_nobody()
    {
        var host = Hosts.Lab with { Interfaces = [.. Hosts.Lab.Interfaces, Hosts.Link(9, "vethc1", InterfaceKind.Container, "fe80::99/64") with { IsSilent = true }] };
        Assert.DoesNotContain(Asked.Of(Rules.OfNft(Nft("")), "[::]:80", host).Classes, one => one.Interface == "vethc1");
    }

    [Fact]
    public void A_listener_on_the_address_of_containers_is_open_to_the_network()
    {
        var told = Asked.Of(FirewallRules.None, "172.17.0.1:2375", Hosts.Lab);
        Assert.Equal(ReachLevel.Lan, told.V4);
        Assert.Contains("eth0", told.Reason);
        Assert.Equal((ReachLevel.Container, PathVerdict.Filtered), (Asked.Of(Rules.OfNft(Nft("iifname docker0 accept")), "172.17.0.1:2375", Hosts.Lab).V4, Asked.Of(Rules.OfNft(Nft("iifname docker0 accept")), "172.17.0.1:2375", Hosts.Lab).Verdict));
    }

    /// <summary>A datagram that is not tracked, a set whose elements expire, and a map of ports that every protocol looks at.</summary>
    [Theory]
    [InlineData("th dport vmap @ports", true)]
    [InlineData("ip6 saddr != @expiring drop", true)]
    [InlineData("ct direction original drop", true)]
    [InlineData("th dport vmap @ports; ip6 saddr != @expiring drop; ct direction original drop", true)]
    [InlineData("ct direction original drop; th dport vmap @ports; ip6 saddr != @expiring drop", true)]
    [InlineData("th dport vmap @own", false)]
    public async Task An_untracked_datagram_gets_in_where_the_kernel_lets_it(string rules, bool getsIn)
    {
        const string listener = "[fd00:1::5]:53";
        var read = Rules.OfNft($$"""
            table inet f {
              set expiring { type ipv6_addr; flags timeout; elements = { fd00:1::20 timeout 1h }; }
              map ports { type inet_service : verdict; elements = { 5353 : accept, 7100 : accept, 9001 : drop }; }
              map own { type inet_service : verdict; elements = { 53 : drop }; }
              chain early { type filter hook prerouting priority -300; udp dport 53 notrack; }
              chain i { type filter hook input priority 0; policy accept; {{rules}}; }
            }

            """);
        var verdict = Assert.Single(await Told.Kernel(read, Hosts.Lab, listener, ["eth0 fd00:1::20"], [53], TestContext.Current.CancellationToken, Protocol.Udp));
        Assert.True(getsIn == (verdict.Seen == PathVerdict.Open), verdict.Evidence);
        var told = Asked.Of(read, listener, Hosts.Lab, Protocol.Udp);
        Assert.Null(Told.Wrong(told, verdict));
        if (!getsIn) Assert.All(Told.Classes(told, verdict.Probe), static one => Assert.NotEqual(PathVerdict.Open, one.Verdict));
    }
}
