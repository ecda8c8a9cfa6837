using Berth.Engine.Addresses;
using Berth.Model.Addressing;
using Berth.Worlds;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Engine.Tests.Addresses;

public class AddressClassesTests
{
    [Theory]
    [InlineData("0.0.0.0", "wildcard", "0.0.0.0/32")]
    [InlineData("0.1.2.3", "this network", "0.0.0.0/8")]
    [InlineData("127.0.0.1", "loopback", "127.0.0.0/8")]
    [InlineData("127.255.255.255", "loopback", "127.0.0.0/8")]
    [InlineData("10.0.0.1", "private", "10.0.0.0/8")]
    [InlineData("172.16.0.1", "private", "172.16.0.0/12")]
    [InlineData("172.31.255.255", "private", "172.16.0.0/12")]
    [InlineData("172.32.0.1", "public", "0.0.0.0/0")]
    [InlineData("192.168.255.1", "private", "192.168.0.0/16")]
    [InlineData("100.63.255.255", "public", "0.0.0.0/0")]
    [InlineData("100.64.0.1", "shared", "100.64.0.0/10")]
    [InlineData("100.127.255.255", "shared", "100.64.0.0/10")]
    [InlineData("100.128.0.0", "public", "0.0.0.0/0")]
    [InlineData("169.254.169.254", "link-local", "169.254.0.0/16")]
    [InlineData("192.0.2.7", "documentation", "192.0.2.0/24")]
    [InlineData("198.51.100.7", "documentation", "198.51.100.0/24")]
    [InlineData("203.0.113.7", "documentation", "203.0.113.0/24")]
    [InlineData("198.18.0.1", "benchmarking", "198.18.0.0/15")]
    [InlineData("224.0.0.251", "multicast, this segment", "224.0.0.0/24")]
    [InlineData("225.1.1.1", "multicast", "224.0.0.0/4")]
    [InlineData("239.255.255.250", "multicast, own site", "239.0.0.0/8")]
    [InlineData("240.0.0.1", "reserved", "240.0.0.0/4")]
    [InlineData("255.255.255.255", "broadcast", "255.255.255.255/32")]
    [InlineData("8.8.8.8", "public", "0.0.0.0/0")]
    [InlineData("::", "wildcard", "::/128")]
    [InlineData("::1", "loopback", "::1/128")]
    [InlineData("::ffff:127.0.0.1", "loopback", "127.0.0.0/8")]
    [InlineData("::ffff:8.8.8.8", "public", "0.0.0.0/0")]
    [InlineData("64:ff9b::808:808", "NAT64", "64:ff9b::/96")]
    [InlineData("100::1", "discard", "100::/64")]
    [InlineData("2001::1", "Teredo", "2001::/32")]
    [InlineData("2001:20::1", "ORCHIDv2", "2001:20::/28")]
    [InlineData("2001:2::1", "benchmarking", "2001:2::/48")]
    [InlineData("2001:db8::1", "documentation", "2001:db8::/32")]
    [InlineData("3fff:fff::1", "documentation", "3fff::/20")]
    [InlineData("2002:c000:204::1", "6to4", "2002::/16")]
    [InlineData("2606:4700::1111", "public", "2000::/3")]
    [InlineData("4000::1", "unassigned", "::/0")]
    [InlineData("fd7a:115c:a1e0::1", "unique local", "fc00::/7")]
    [InlineData("fe80::1", "link-local", "fe80::/10")]
    [InlineData("ff02::fb", "multicast, this segment", "ff02::/16")]
    [InlineData("ff0e::1", "multicast", "ff00::/8")]
    public void An_address_is_of_the_most_specific_block(string address, string name, string prefix)
    {
        var found = AddressClasses.Of(Sockets.Address(address));
        Assert.Equal((name, prefix), (found.Name, found.Prefix));
    }

    [Fact]
    public void Every_class_says_where_it_is_defined_and_what_it_means()
    {
        Assert.All(AddressClasses.All, block =>
        {
            Assert.StartsWith("RFC ", block.Rfc);
            Assert.EndsWith(".", block.Meaning);
            Assert.NotEqual(AddressTraits.None, block.Traits);
        });
    }

    [Fact]
    public void Longer_prefixes_come_first_so_that_the_first_hit_is_the_most_specific() => Assert.All([InetFamily.V4, InetFamily.V6], family =>
    {
        var lengths = AddressClasses.All.Where(block => block.Network.Family == family).Select(block => block.PrefixLength).ToList();
        Assert.Equal(lengths.OrderDescending(), lengths);
    });

    [Fact]
    public void Loopback_agrees_with_the_address_itself() =>
        Check.QuickThrowOnFailure(Prop.ForAll<uint>(bits =>
            AddressClasses.Of(InetAddress.V4(bits)).IsLoopback == InetAddress.V4(bits).IsLoopback));

    [Fact]
    public void No_IPv4_address_is_both_public_and_private() =>
        Check.QuickThrowOnFailure(Prop.ForAll<uint>(bits => AddressClasses.Of(InetAddress.V4(bits)) is not { IsPublic: true, IsPrivate: true }));
}
