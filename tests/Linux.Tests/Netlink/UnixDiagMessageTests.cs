using Berth.Linux.Netlink;

namespace Berth.Linux.Tests.Netlink;

public class UnixDiagMessageTests
{
    [Fact]
    public void An_abstract_listener_reads_with_its_name()
    {
        var bytes = Convert.FromHexString("01010a00a311030009d70000000000000f0000000062657274682d74657374000c000400000000008000000005000600000000000800070000000000");
        Assert.True(UnixDiagMessage.TryRead(bytes, out var message));
        Assert.Equal(1, message.Type);
        Assert.Equal(10, message.State);
        Assert.Equal(128u, message.SendQueue);
        Assert.Equal("@berth-test", UnixDiagMessage.PathText(message.Name));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("2f72756e2f78", "/run/x")]
    [InlineData("2f72756e2f7800", "/run/x")]
    [InlineData("00", "@")]
    [InlineData("ff00", "�")]
    public void A_name_becomes_text(string hex, string? expected) =>
        Assert.Equal(expected, UnixDiagMessage.PathText(Convert.FromHexString(hex)));
}
