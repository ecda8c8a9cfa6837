using Berth.Probes.Linux.Machine;

namespace Berth.Probes.Tests.Machine;

public class PortRangesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("8080", "8080")]
    [InlineData("8080,9000-9010", "8080 9000-9010")]
    [InlineData("70000,x,5-", "")]
    public void The_kernels_lists_of_ports_are_read(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', PortRanges.Parse(text)));
}
