using System.Text;
using Berth.Engine.Reach;
using Berth.Linux.Firewall;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using static Berth.Model.Firewall.PathVerdict;
using static Berth.Model.Firewall.SourceClass;

namespace Berth.Reach.Tests;

/// <summary>The rules that programs wrote for the interfaces of <see cref="Hosts.Server"/>: scripts/firewalls made them.</summary>
public class DumpTests
{
    static FirewallRules Firewalld { get; } = NftRuleset.Read(Encoding.UTF8.GetBytes(Asked.Dump("firewalld.json")), NftListing.Read(""), out _)!;

    // What firewalld was told: public (eth0, eth1) with ssh, https, 9000-9010, 5432 for half of the LAN, no ssh for 8.8.8.0/24 and a
    // rate limit on 2222; trusted (docker0); internal (10.1.0.0/16) with 8080; drop
    // (203.0.113.0/24): of a class that is refused in one part and dropped in another, it is said that it is dropped.
    [Theory]
    [InlineData("0.0.0.0:22", Lan, "eth0", Open, null)]
    [InlineData("0.0.0.0:22", Internet, "eth1", Open, "not 8.8.8.0/24")]
    [InlineData("0.0.0.0:443", Internet, "eth1", Open, "not 203.0.113.0/24")]
    [InlineData("0.0.0.0:9010", Lan, "eth1", Open, null)]
    [InlineData("0.0.0.0:9011", Lan, "eth1", Rejected, null)]
    [InlineData("0.0.0.0:80", Lan, "eth0", Rejected, null)]
    [InlineData("0.0.0.0:80", Internet, "eth1", Filtered, null)]
    [InlineData("0.0.0.0:80", SourceClass.Container, "docker0", Open, null)]
    [InlineData("0.0.0.0:80", Loopback, "lo", Open, null)]
    [InlineData("0.0.0.0:80", Vpn, "tailscale0", Rejected, null)]
    [InlineData("0.0.0.0:5432", Lan, "eth0", Open, "192.168.1.128-192.168.1.254")]
    [InlineData("0.0.0.0:5432", Lan, "eth1", Rejected, null)]
    [InlineData("0.0.0.0:8080", Private, "eth0", Open, "10.1.0.0/16")]
    [InlineData("0.0.0.0:8080", Lan, "eth0", Rejected, null)]
    [InlineData("0.0.0.0:8001", Lan, "eth0", Open, null)]
    [InlineData("0.0.0.0:2222", Lan, "eth0", Unknown, null)]
    [InlineData("[::]:22", Lan, "eth0", Open, null)]
    [InlineData("[::]:22", Internet, "eth1", Open, null)]
    [InlineData("[::]:80", Internet, "eth1", Rejected, null)]
    [InlineData("[::]:80", Lan, "eth0", Rejected, null)]
    public void The_rules_of_firewalld_are_understood(string listener, SourceClass from, string by, PathVerdict verdict, string? only)
    {
        var family = listener.StartsWith('[') ? InetFamily.V6 : InetFamily.V4;
        foreach (var rules in new[] { Firewalld, Rules.OfNft(Asked.Dump("firewalld.nft")) })
        {
            var seen = Asked.Class(rules, listener, from, by, family);
            Assert.Equal(verdict, seen.Verdict);
            if (only is null) Assert.True(seen.Only is null, seen.Only);
            else if (!only.StartsWith("not ")) Assert.Equal(only, seen.Only);
            else Assert.DoesNotContain(only[4..], seen.Only);
        }
    }

    [Theory]
    [InlineData("0.0.0.0:80", Lan, "reject with icmpx admin-prohibited")]
    [InlineData("0.0.0.0:9000", Lan, "tcp dport 9000-9010 accept")]
    public void The_deciding_rule_of_firewalld_is_named(string listener, SourceClass from, string rule) =>
        Assert.Equal(rule, Asked.Class(Rules.OfNft(Asked.Dump("firewalld.nft")), listener, from, "eth0").By!.Rule!.Text);

    [Fact]
    public void What_firewalld_forwards_to_a_container_is_published()
    {
        var published = Assert.Single(PublishedPorts.Find(Hosts.Server, Firewalld));
        Assert.Equal((8002, "172.17.0.2", 80), (published.Port.Number, published.ToAddress.ToString(), published.ToPort.Number));
        Assert.Equal(ReachLevel.Internet, published.Reach);
    }

    static FirewallRules Of(string dump) => new(IptablesSave.Read(Asked.Dump(dump), InetFamily.V4, dump.Contains("legacy") ? FirewallDialect.IptablesLegacy : FirewallDialect.IptablesNft));

    static FirewallRules Loaded(string dump) => Rules.Read((dump.Contains("legacy") ? "iptables-legacy-restore" : "iptables-nft-restore", [], Asked.Dump(dump)));

    // 8080 is for everybody, but its owner's rule in DOCKER-USER keeps out who is not of eth0's network; 5433 is of 127.0.0.1 only.
    [Theory]
    [InlineData("docker-nft.v4")]
    [InlineData("docker-legacy.v4")]
    [InlineData("ufw-docker.v4")]
    public void Ports_of_containers_are_judged_by_the_rules_for_them(string dump)
    {
        foreach (var rules in new[] { Of(dump), Loaded(dump) })
        {
            var published = PublishedPorts.Find(Hosts.Server, rules);
            var web = Assert.Single(published, one => one.Port.Number == 8080);
            Assert.Equal(Open, web.Classes.Single(one => one is { From: Lan, Interface: "eth0" }).Verdict);
            Assert.Equal(Filtered, web.Classes.Single(one => one is { From: Private, Interface: "eth0" }).Verdict);
            Assert.Contains("--ctorigdstport 8080", web.Classes.Single(one => one is { From: Private, Interface: "eth0" }).By!.Rule!.Text);
            Assert.Equal(Open, web.Classes.Single(one => one is { From: Internet, Interface: "eth1" }).Verdict);
            Assert.Equal(ReachLevel.Internet, web.Reach);
            Assert.Equal(ReachLevel.Host, Assert.Single(published, one => one.Port.Number == 5433).Reach);
        }
    }

    [Theory]
    [InlineData("0.0.0.0:22", Internet, "eth1", Open)]
    [InlineData("0.0.0.0:80", Internet, "eth1", Filtered)]
    [InlineData("0.0.0.0:80", SourceClass.Container, "docker0", Filtered)]
    [InlineData("0.0.0.0:5432", Lan, "eth0", Open)]
    public void Beside_containers_ufw_still_holds_for_the_machine_itself(string listener, SourceClass from, string by, PathVerdict verdict) =>
        Assert.Equal(verdict, Asked.Verdict(Of("ufw-docker.v4"), listener, from, by));

    // A mark of eth1's packets for 6443 has them dropped; whatever else marks packets cannot be seen.
    [Theory]
    [InlineData("0.0.0.0:22", Internet, "eth1", Open)]
    [InlineData("0.0.0.0:80", Lan, "eth0", Filtered)]
    [InlineData("0.0.0.0:6443", Internet, "eth1", Filtered)]
    [InlineData("0.0.0.0:6443", Lan, "eth0", Unknown)]
    [InlineData("0.0.0.0:30081", Lan, "eth0", Rejected)]
    [InlineData("0.0.0.0:80", Loopback, "lo", Open)]
    public void The_rules_of_Kubernetes_are_understood(string listener, SourceClass from, string by, PathVerdict verdict)
    {
        foreach (var dump in new[] { "kubernetes-nft.v4", "kubernetes-legacy.v4" })
        {
            Assert.Equal(verdict, Asked.Verdict(Of(dump), listener, from, by));
            Assert.Equal(verdict, Asked.Verdict(Loaded(dump), listener, from, by));
        }
    }

    [Fact]
    public void A_firewall_that_asks_for_the_way_back_in_iptables_is_understood()
    {
        const string table = "*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A PREROUTING -m rpfilter --validmark --invert -j DROP\n-A PREROUTING -m rpfilter -p tcp -m tcp --dport 81 -j DROP\nCOMMIT\n";
        var rules = Rules.OfIptables(table);
        Assert.Equal(Open, Asked.Verdict(rules, "0.0.0.0:80", Internet));
        Assert.Equal(Filtered, Asked.Verdict(rules, "0.0.0.0:81", Internet));
    }

    [Theory]
    [InlineData("0x4000/0x4000", "0x4000/0x4000", Filtered)]
    [InlineData("0x4000/0x4000", "0x8000/0x8000", Unknown)]
    [InlineData("0x4000/0xc000", "0x8000/0x8000", Open)]
    [InlineData("0x4000/0x0", "0x4000/0x4000", Unknown)]
    [InlineData("0x7/0xffffffff", "0x7", Filtered)]
    [InlineData("0x7/0xff", "0x8", Open)]
    public void A_mark_is_known_bit_by_bit(string set, string asked, PathVerdict verdict)
    {
        var rules = Rules.OfIptables($"*mangle\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n-A PREROUTING -j MARK --set-xmark {set}\n-A INPUT -m mark --mark {asked} -j DROP\nCOMMIT\n");
        Assert.Equal(verdict, Asked.Verdict(rules, "0.0.0.0:80", Lan, "eth0"));
    }
}
