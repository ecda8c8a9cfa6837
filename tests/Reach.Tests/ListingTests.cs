using System.Text;
using Berth.Linux.Firewall;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using static Berth.Model.Firewall.PathVerdict;
using static Berth.Model.Firewall.SourceClass;

namespace Berth.Reach.Tests;

/// <summary>What real firewalls and hostile programs print.</summary>
public class ListingTests
{
    static FirewallRules Ufw { get; } = new([
        .. IptablesSave.Read(Asked.Dump("ufw.v4"), InetFamily.V4, FirewallDialect.IptablesNft), .. IptablesSave.Read(Asked.Dump("ufw.v6"), InetFamily.V6, FirewallDialect.IptablesNft)]);

    [Theory]
    [InlineData("0.0.0.0:22", Internet, InetFamily.V4, Open)]
    [InlineData("[::]:22", Internet, InetFamily.V6, Open)]
    [InlineData("0.0.0.0:80", Internet, InetFamily.V4, Filtered)]
    [InlineData("0.0.0.0:5432", Lan, InetFamily.V4, Open)]
    [InlineData("0.0.0.0:5432", Internet, InetFamily.V4, Filtered)]
    [InlineData("0.0.0.0:8080", Lan, InetFamily.V4, Filtered)]
    [InlineData("0.0.0.0:2222", Lan, InetFamily.V4, Unknown)]
    [InlineData("0.0.0.0:80", Loopback, InetFamily.V4, Open)]
    public void The_rules_of_ufw_are_understood(string listener, SourceClass from, InetFamily family, PathVerdict verdict) =>
        Assert.Equal(verdict, Asked.Verdict(Ufw, listener, from, family: family));

    [Fact]
    public void The_deciding_rule_of_ufw_is_named()
    {
        var by = Asked.Class(Ufw, "0.0.0.0:5432", Lan, "eth0").By!.ToString();
        Assert.StartsWith("ip filter ufw-user-input, rule ", by);
        Assert.EndsWith("-A ufw-user-input -s 192.168.0.0/16 -p tcp -m tcp --dport 5432 -j ACCEPT", by);
    }

    [Fact]
    public void In_JSON_alone_extensions_of_iptables_are_unknown()
    {
        var rules = NftRuleset.Read(Encoding.UTF8.GetBytes(Asked.Dump("ufw.json")), NftListing.Read(""), out var problem)!;
        Assert.Null(problem);
        Assert.All(rules.Tables, table => Assert.Equal(FirewallDialect.IptablesNft, table.Dialect));
        Assert.NotEqual(Open, Asked.Verdict(rules, "0.0.0.0:5432", Internet));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"nftables\":3}")]
    [InlineData("\u0000\u0001")]
    public void No_document_is_a_reason_not_an_exception(string json)
    {
        Assert.Null(NftRuleset.Read(Encoding.UTF8.GetBytes(json), NftListing.Read(""), out var problem));
        Assert.NotNull(problem);
    }

    [Fact]
    public void However_a_listing_is_mangled_it_is_read_or_refused()
    {
        var chance = new Random(7);
        foreach (var whole in new[] { Asked.Dump("ufw.json"), Rules.OfNft(Asked.Dump("firewalld.nft")).Listings[0].Text })
        {
            for (var round = 0; round < 300; round++)
            {
                var bytes = Encoding.UTF8.GetBytes(whole);
                for (var i = chance.Next(1, 30); i > 0; i--) bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
                var cut = bytes.AsMemory(0, chance.Next(bytes.Length));
                var rules = NftRuleset.Read(chance.Next(2) == 0 ? cut : bytes, NftListing.Read(Encoding.UTF8.GetString(bytes)), out var problem);
                Assert.True(rules is not null || problem is not null);
                if (rules is not null) Asked.Of(rules, "0.0.0.0:22");
            }
        }
    }

    [Fact]
    public void However_a_listing_of_iptables_is_mangled_it_is_read()
    {
        var chance = new Random(8);
        var whole = Asked.Dump("ufw.v4") + Asked.Dump("docker-nft.v4");
        for (var round = 0; round < 300; round++)
        {
            var text = new StringBuilder(whole[..chance.Next(whole.Length)]);
            for (var i = Math.Min(text.Length, chance.Next(1, 30)); i > 0; i--) text[chance.Next(text.Length)] = (char)chance.Next(1, 0x300);
            Asked.Of(new FirewallRules(IptablesSave.Read(text.ToString(), InetFamily.V4, FirewallDialect.IptablesNft)), "0.0.0.0:22");
        }
    }

    [Fact]
    public void Only_legacy_tables_that_the_kernel_lists_are_read()
    {
        var rules = Rules.OfIptables("*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n", legacy: true);
        var table = Assert.Single(rules.Tables);
        Assert.Equal(("filter", FirewallDialect.IptablesLegacy, TableFamily.Ip), (table.Name, table.Dialect, table.Family));
    }

    [Fact]
    public void Without_rules_there_is_nothing_to_read() => Assert.True(Rules.Read().IsEmpty);
}
