using Berth.Engine.Ports;
using Berth.Model.Addressing;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Engine.Tests.Ports;

public class PortTests
{
    [Theory]
    [InlineData(0, PortClass.System)]
    [InlineData(1023, PortClass.System)]
    [InlineData(1024, PortClass.User)]
    [InlineData(49151, PortClass.User)]
    [InlineData(49152, PortClass.Dynamic)]
    [InlineData(65535, PortClass.Dynamic)]
    public void The_ranges_of_RFC_6335_meet_without_a_gap(int port, PortClass expected)
    {
        Assert.Equal(expected, PortClasses.Of(new Port((ushort)port)));
        Assert.True(expected.Range().Contains(new Port((ushort)port)));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(22, true)]
    [InlineData(6000, true)]
    [InlineData(6697, true)]
    [InlineData(10080, true)]
    [InlineData(80, false)]
    [InlineData(3000, false)]
    [InlineData(6001, false)]
    [InlineData(20000, false)]
    public void Browsers_refuse_the_bad_ports(int port, bool expected) => Assert.Equal(expected, BlockedPorts.Contains(new Port((ushort)port)));

    [Fact]
    public void What_is_registered_as_a_range_has_a_name_in_all_of_it()
    {
        foreach (var protocol in (Protocol[])[Protocol.Tcp, Protocol.Udp])
        {
            Assert.All(Enumerable.Range(6000, 64), port => Assert.Equal("x11", ServiceNames.Find(new Port((ushort)port), protocol)));
            Assert.All(Enumerable.Range(6665, 5), port => Assert.Equal("ircu", ServiceNames.Find(new Port((ushort)port), protocol)));
        }
        Assert.NotEqual("x11", ServiceNames.Find(new Port(6064), Protocol.Tcp));
        Assert.NotEqual("ircu", ServiceNames.Find(new Port(6670), Protocol.Tcp));
    }

    [Fact]
    public void No_port_kept_for_leases_is_one_that_browsers_refuse()
    {
        for (ushort port = 20000; port < 30000; port++) Assert.False(BlockedPorts.Contains(new Port(port)));
    }

    [Theory]
    [InlineData(22, Protocol.Tcp, "ssh")]
    [InlineData(80, Protocol.Tcp, "http")]
    [InlineData(53, Protocol.Udp, "domain")]
    [InlineData(443, Protocol.Udp, "https")]
    [InlineData(631, Protocol.Tcp, "ipp")]
    [InlineData(3306, Protocol.Tcp, "mysql")]
    [InlineData(5432, Protocol.Tcp, "postgresql")]
    [InlineData(8080, Protocol.Tcp, "http-alt")]
    [InlineData(6379, Protocol.Tcp, "redis")]
    [InlineData(6379, Protocol.Udp, null)]
    [InlineData(0, Protocol.Tcp, null)]
    [InlineData(4, Protocol.Tcp, null)]
    [InlineData(65535, Protocol.Tcp, null)]
    [InlineData(80, Protocol.UnixStream, null)]
    public void A_port_has_the_name_that_IANA_registered(int port, Protocol protocol, string? expected) =>
        Assert.Equal(expected, ServiceNames.Find(new Port((ushort)port), protocol));

    [Fact]
    public void A_registration_is_described() =>
        Assert.Equal("PostgreSQL Database", ServiceNames.Describe(new Port(5432), Protocol.Tcp));

    [Fact]
    public void Every_port_can_be_asked()
    {
        Assert.InRange(ServiceNames.Count, 11_000, 13_000);
        var named = 0;
        for (var port = 0; port <= Port.Max; port++)
        {
            foreach (var protocol in (ReadOnlySpan<Protocol>)[Protocol.Tcp, Protocol.Udp])
            {
                var name = ServiceNames.Find(new Port((ushort)port), protocol);
                if (name is null) continue;
                named++;
                Assert.NotEmpty(name);
                Assert.InRange(ServiceNames.Describe(new Port((ushort)port), protocol)!.Length, 0, 120);
            }
        }
        Assert.Equal(ServiceNames.Count, named);
    }

    [Fact]
    public void What_is_common_never_names_a_dynamic_port_by_accident() =>
        Check.QuickThrowOnFailure(Prop.ForAll<ushort>(port => CommonUses.Find(new Port(port)) is null or { Length: > 1 }));
}
