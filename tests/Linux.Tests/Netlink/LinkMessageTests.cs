using Berth.Linux.Netlink;
using Berth.Model.Machine;

namespace Berth.Linux.Tests.Netlink;

public class LinkMessageTests
{
    [Theory]
    [InlineData("eth0", "", InterfaceKind.Physical)]
    [InlineData("wlp3s0", "", InterfaceKind.Physical)]
    [InlineData("br0", "bridge", InterfaceKind.Physical)]
    [InlineData("docker0", "bridge", InterfaceKind.Container)]
    [InlineData("br-1a2b3c", "bridge", InterfaceKind.Container)]
    [InlineData("virbr0", "bridge", InterfaceKind.Container)]
    [InlineData("veth12ab", "veth", InterfaceKind.Container)]
    [InlineData("wg0", "wireguard", InterfaceKind.Vpn)]
    [InlineData("office", "wireguard", InterfaceKind.Vpn)]
    [InlineData("tun0", "tun", InterfaceKind.Vpn)]
    [InlineData("tap0", "tun", InterfaceKind.Container)]
    [InlineData("tailscale0", "", InterfaceKind.Vpn)]
    public void An_interface_is_classed_by_its_kind_then_its_name(string name, string kind, InterfaceKind expected) =>
        Assert.Equal(expected, new LinkMessage(1, name, kind, IsUp: true, IsLoopback: false, IsPointToPoint: false).Classify());

    [Fact]
    public void Loopback_is_loopback_whatever_it_is_called() =>
        Assert.Equal(InterfaceKind.Loopback, new LinkMessage(1, "wg0", "wireguard", IsUp: true, IsLoopback: true, IsPointToPoint: false).Classify());
}
