using System.Runtime.Versioning;
using Berth.Linux.Namespaces;
using Berth.Linux.ProcFs;
using Berth.Linux.Programs;
using Berth.Model.Machine;
using Berth.Probes.Linux.Machine;

namespace Berth.Reach.Tests;

/// <summary>Where the kernel's own interfaces lead.</summary>
[SupportedOSPlatform("linux")]
public class InterfaceTests
{
    const string Pair = "link set lo up\nlink add eth0 type veth peer name other\nlink set eth0 up\nlink set other up\n";

    static InterfaceKind KindOf(string name, string commands, bool routes = false)
    {
        using var place = PrivateNamespace.Create(out var error) ?? throw new InvalidOperationException(error.ToString());
        InterfaceKind? kind = null;
        string? problem = null;
        place.Run(() =>
        {
            problem = SystemProgram.Run("ip", ["-batch", "-"], commands).Problem;
            using var proc = ProcDirectory.Open(out _)!;
            kind = new HostReader(proc).Read(routes).Interfaces.First(link => link.Name == name).Kind;
        }, out _);
        Assert.Null(problem);
        return kind!.Value;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Inside_a_container_the_way_off_the_machine_is_no_container(bool routes)
    {
        Assert.Equal(InterfaceKind.Physical, KindOf("eth0", Pair + "addr add 10.9.0.2/24 dev eth0\nroute add default via 10.9.0.1\n", routes));
        Assert.Equal(InterfaceKind.Physical, KindOf("eth0", Pair + "addr add fd00:9::2/64 dev eth0 nodad\nroute add default via fd00:9::1\n", routes));
        Assert.Equal(InterfaceKind.Physical, KindOf("eth0", Pair + "addr add 10.9.0.2/24 dev eth0\nroute add default nexthop via 10.9.0.1 nexthop via 10.9.0.3\n", routes));
    }

    [Fact]
    public void A_bridge_that_carries_the_default_route_leads_off_the_machine_too() =>
        Assert.Equal(InterfaceKind.Physical, KindOf("br-ext", "link add br-ext type bridge\nlink set br-ext up\naddr add 10.9.0.2/24 dev br-ext\nroute add default via 10.9.0.1\n"));

    [Theory]
    [InlineData("addr add 10.9.0.2/24 dev eth0\n")]
    [InlineData("addr add 10.9.0.2/24 dev eth0\nroute add 10.8.0.0/16 via 10.9.0.1\n")]
    [InlineData("addr add 10.9.0.2/24 dev eth0\nroute add unreachable default\n")]
    [InlineData("addr add 10.9.0.2/24 dev eth0\naddr add 10.7.0.2/24 dev other\nroute add default via 10.7.0.1\n")]
    public void Without_a_default_route_of_its_own_a_pair_leads_to_a_container(string commands) =>
        Assert.Equal(InterfaceKind.Container, KindOf("eth0", Pair + commands));
}
