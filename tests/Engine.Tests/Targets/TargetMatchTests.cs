using Berth.Engine.Targets;
using Berth.Model.Machine;
using Berth.Model.Processes;
using static Berth.Worlds.Sockets;

namespace Berth.Engine.Tests.Targets;

public class TargetMatchTests
{
    static readonly HostFacts Machine = Host(Link(2, "eth0", InterfaceKind.Physical, "192.168.1.5"));

    [Theory]
    [InlineData("3000", "127.0.0.1:3000", true)]
    [InlineData("3000", "127.0.0.1:30001", false)]
    [InlineData("127.0.0.1:3000", "0.0.0.0:3000", true)]
    [InlineData("127.0.0.1:3000", "::1:3000", false)]
    [InlineData("127.0.0.1:3000", ":::3000", true)]
    [InlineData("127.0.0.1:3000", "192.168.1.5:3000", false)]
    [InlineData("192.168.1.5:3000", "0.0.0.0:3000", true)]
    [InlineData("10.9.9.9:3000", "0.0.0.0:3000", false)]
    [InlineData("[::1]:3000", "0.0.0.0:3000", false)]
    [InlineData("0.0.0.0:3000", "127.0.0.1:3000", true)]
    [InlineData("localhost:3000", "::1:3000", true)]
    [InlineData("localhost:3000", "127.0.0.2:3000", false)]
    [InlineData("3000/udp", "127.0.0.1:3000", false)]
    public void A_listener_is_at_the_target_when_it_would_answer_there(string target, string bound, bool expected) =>
        Assert.Equal(expected, TargetMatch.IsAt(TargetParser.Parse(target).Target!, Listener(bound), Machine));

    [Fact]
    public void An_IPv6_only_wildcard_takes_no_IPv4() =>
        Assert.False(TargetMatch.IsAt(TargetParser.Parse("127.0.0.1:3000").Target!, Listener(":::3000", v6Only: true), Machine));

    [Theory]
    [InlineData("3000", true, true)]
    [InlineData("pid:4", false, false)]
    public void A_port_reaches_the_kernel_as_a_filter(string target, bool limited, bool peers)
    {
        var options = TargetQuestion.For(TargetParser.Parse(target).Target!);
        Assert.Equal((limited, peers), (options.LocalPorts.Count != 0, options.PeerPortsToo));
        Assert.Equal(ProcessDetail.All, options.Detail);
    }
}
