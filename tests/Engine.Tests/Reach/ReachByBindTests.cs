using Berth.Engine.Reach;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using static Berth.Worlds.Sockets;

namespace Berth.Engine.Tests.Reach;

public class ReachByBindTests
{
    static readonly NetworkInterface Lan = Link(2, "eth0", InterfaceKind.Physical, "192.168.1.5", "fe80::1");
    static readonly NetworkInterface Docker = Link(3, "docker0", InterfaceKind.Container, "172.17.0.1");
    static readonly NetworkInterface Tunnel = Link(4, "tailscale0", InterfaceKind.Vpn, "100.101.1.2", "fd7a:115c:a1e0::2");
    static readonly NetworkInterface Public = Link(5, "eth1", InterfaceKind.Physical, "8.8.4.4", "2606:4700::1");
    static readonly NetworkInterface Broker = Link(6, "he6", InterfaceKind.Vpn, "2001:470::2");

    public static TheoryData<string, ReachLevel?, ReachLevel?> Specific => new()
    {
        { "127.0.0.1:1", ReachLevel.Host, null },
        { "127.9.9.9:1", ReachLevel.Host, null },
        { "::1:1", null, ReachLevel.Host },
        { "::ffff:127.0.0.1:1", ReachLevel.Host, null },
        { "192.168.1.5:1", ReachLevel.Lan, null },
        { "::ffff:192.168.1.5:1", ReachLevel.Lan, null },
        { "fe80::1:1", null, ReachLevel.Lan },
        { "172.17.0.1:1", ReachLevel.Lan, null }, // by eth0: the weak host model
        { "100.101.1.2:1", ReachLevel.Vpn, null },
        { "fd7a:115c:a1e0::2:1", null, ReachLevel.Vpn },
        { "8.8.4.4:1", ReachLevel.Internet, null },
        { "2606:4700::1:1", null, ReachLevel.Internet },
        { "2001:470::2:1", null, ReachLevel.Internet },
        { "10.9.9.9:1", ReachLevel.Lan, null },
        { "224.0.0.251:1", ReachLevel.Lan, null },
    };

    [Theory, MemberData(nameof(Specific))]
    public void A_bound_address_is_reached_as_its_interface_is(string at, ReachLevel? v4, ReachLevel? v6)
    {
        var reach = ReachByBind.Of(Listener(at), Host(Lan, Docker, Tunnel, Public, Broker));
        Assert.Equal((v4, v6, How.Inferred), (reach.V4, reach.V6, reach.How));
    }

    [Fact]
    public void The_IPv6_address_of_a_project_s_own_localhost_is_reached_from_this_machine_alone()
    {
        const string own = "fd62:6572:7468::7f6a:f28a";
        Assert.Equal(ReachLevel.Host, ReachByBind.Of(Listener($"{own}:1"), Host(Link(1, "lo", InterfaceKind.Loopback, "127.0.0.1", own), Lan)).V6);
        Assert.Equal(ReachLevel.Lan, ReachByBind.Of(Listener($"{own}:1"), Host(Link(2, "eth0", InterfaceKind.Physical, own))).V6); // not there by Berth
    }

    [Fact]
    public void A_wildcard_is_reached_by_the_widest_interface_that_is_up()
    {
        var socket = Listener("0.0.0.0:1");
        Assert.Equal(ReachLevel.Host, ReachByBind.Of(socket, Host()).V4);
        Assert.Equal(ReachLevel.Container, ReachByBind.Of(socket, Host(Docker)).V4);
        Assert.Equal(ReachLevel.Lan, ReachByBind.Of(socket, Host(Docker, Lan)).V4);
        Assert.Equal(ReachLevel.Vpn, ReachByBind.Of(socket, Host(Docker, Lan, Tunnel)).V4);
        Assert.Equal(ReachLevel.Internet, ReachByBind.Of(socket, Host(Public, Docker, Lan, Tunnel)).V4);
        Assert.Equal(ReachLevel.Lan, ReachByBind.Of(socket, Host(Public with { IsUp = false }, Lan)).V4);
        Assert.Null(ReachByBind.Of(socket, Host(Public)).V6);
    }

    [Theory]
    [InlineData(false, ReachLevel.Lan, "bound to [::], IPv4 too; eth0 has 192.168.1.5, a private address")]
    [InlineData(null, ReachLevel.Lan, "bound to [::], IPv4 assumed too, as is the default; eth0 has 192.168.1.5, a private address")]
    [InlineData(true, null, "bound to [::], IPv6 only; no interface but loopback has an IPv6 address")]
    public void An_IPv6_wildcard_takes_IPv4_unless_it_says_not(bool? v6Only, ReachLevel? v4, string reason)
    {
        var reach = ReachByBind.Of(Listener("[::]:1", v6Only: v6Only), Host(Link(2, "eth0", InterfaceKind.Physical, "192.168.1.5")));
        Assert.Equal((v4, (ReachLevel?)ReachLevel.Host, reason), (reach.V4, reach.V6, reach.Reason));
    }

    [Fact]
    public void A_socket_tied_to_an_interface_is_reached_through_it_only()
    {
        var reach = ReachByBind.Of(Listener("0.0.0.0:1", link: 3), Host(Public, Docker));
        Assert.Equal(ReachLevel.Container, reach.V4);
        Assert.StartsWith("bound to 0.0.0.0 on docker0 only; docker0 has 172.17.0.1", reach.Reason);
    }

    [Theory]
    [InlineData("0.0.0.0:1", ReachLevel.Container, null)]
    [InlineData("[::]:1", ReachLevel.Container, ReachLevel.Container)]
    [InlineData("8.8.4.4:1", ReachLevel.Container, null)]
    [InlineData("127.0.0.1:1", ReachLevel.Host, null)]
    public void A_socket_of_another_namespace_is_never_on_the_lan(string at, ReachLevel? v4, ReachLevel? v6)
    {
        var reach = ReachByBind.Of(Listener(at, network: Foreign), Host(Public));
        Assert.Equal((v4, v6), (reach.V4, reach.V6));
        Assert.Contains("web-1", reach.Reason);
    }

    [Fact]
    public void Without_interfaces_the_local_network_is_assumed()
    {
        var reach = ReachByBind.Of(Listener("0.0.0.0:1"), new HostFacts { System = OperatingSystemKind.Linux });
        Assert.Equal(ReachLevel.Lan, reach.V4);
        Assert.Contains("could not be read", reach.Reason);
    }
}
