using System.Net;
using Berth.Model.Addressing;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Model.Tests;

public class InetAddressTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("2001:db8::8a2e:370:7334")]
    public void An_address_reads_back_as_it_was_written(string text)
    {
        Assert.True(InetAddress.TryParse(text, out var address));
        Assert.Equal(text, address.ToString());
        Assert.Equal(IPAddress.Parse(text), address.ToIPAddress());
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.1")]
    [InlineData("127.0.0.256")]
    [InlineData("010.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("fe80::1%eth0")]
    [InlineData("3000")]
    [InlineData("[::1")]
    [InlineData("::1::")]
    public void Text_that_is_not_plainly_an_address_is_refused(string text) =>
        Assert.False(InetAddress.TryParse(text, out _));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.64.3.9", true)]
    [InlineData("128.0.0.1", false)]
    [InlineData("::1", true)]
    [InlineData("::2", false)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::ffff:10.0.0.1", false)]
    public void Loopback_is_all_of_127_8_and_one_IPv6_address(string text, bool expected)
    {
        Assert.True(InetAddress.TryParse(text, out var address));
        Assert.Equal(expected, address.IsLoopback);
    }

    [Theory]
    [InlineData("10.1.2.3", "10.0.0.0", 8, true)]
    [InlineData("11.0.0.0", "10.0.0.0", 8, false)]
    [InlineData("1.2.3.4", "0.0.0.0", 0, true)]
    [InlineData("fe80::1", "fe80::", 10, true)]
    [InlineData("febf::1", "fe80::", 10, true)]
    [InlineData("fec0::1", "fe80::", 10, false)]
    [InlineData("::1", "0.0.0.0", 0, false)]
    public void A_prefix_holds_the_addresses_that_begin_with_it(string text, string prefix, int length, bool expected)
    {
        Assert.True(InetAddress.TryParse(text, out var address));
        Assert.True(InetAddress.TryParse(prefix, out var network));
        Assert.Equal(expected, address.IsIn(network, length));
    }

    [Fact]
    public void Any_four_bytes_format_as_the_framework_formats_them() =>
        Check.QuickThrowOnFailure(Prop.ForAll<uint>(bits => InetAddress.V4(bits).ToString() == InetAddress.V4(bits).ToIPAddress().ToString()));

    [Fact]
    public void Parsing_never_throws() =>
        Check.QuickThrowOnFailure(Prop.ForAll<string>(text =>
            !InetAddress.TryParse(text, out var address) || InetAddress.TryParse(address.ToString(), out _)));
}
