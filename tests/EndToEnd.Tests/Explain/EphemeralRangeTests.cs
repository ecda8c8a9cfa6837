using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Explain;

public sealed class EphemeralRangeTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void The_range_that_the_system_hands_out_is_read_live_from_this_namespace()
    {
        Assert.Contains("hands out 32768-60999", Text("40000"));
        net.Must("sysctl", "-qw", "net.ipv4.ip_local_port_range=20001 20999");
        Assert.Contains("hands out 20001-20999", Text("20500"));
        Assert.DoesNotContain("hands out", Text("40000").Split("\n\n").First(part => part.StartsWith("The number", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_reserved_port_is_not_handed_out()
    {
        net.Must("sysctl", "-qw", "net.ipv4.ip_local_reserved_ports=40000-40010");
        Assert.Contains("ip_local_reserved_ports", Text("40005"));
        Assert.DoesNotContain("ip_local_reserved_ports", Text("40011"));
    }

    string Text(string target) => BerthProgram.Run(net, "explain", target).Output;

    public void Dispose() => net.Dispose();
}
