using Berth.Probes.Linux.Diagnosis;

namespace Berth.Probes.Tests.Diagnosis;

public class MachineReadingTests
{
    [Theory]
    [InlineData("http://proxy:3128", "http://proxy:3128")]
    [InlineData("http://ada:secret@proxy:3128/", "http://...@proxy:3128/")]
    [InlineData("ada:p@ss@proxy:3128", "...@proxy:3128")]
    [InlineData("http://proxy/a@b", "http://proxy/a@b")]
    [InlineData("@", "...@")]
    [InlineData("http://", "http://")]
    public void A_proxys_password_is_left_out(string value, string shown) => Assert.Equal(shown, ProxyReader.WithoutPassword(value));

    [Theory]
    [InlineData("TcpExt: SyncookiesSent ListenOverflows ListenDrops\nTcpExt: 0 17 18\nIpExt: A\nIpExt: 1\n", 17L)]
    [InlineData("TcpExt: SyncookiesSent\nTcpExt: 0\n", null)]
    [InlineData("TcpExt: A ListenOverflows\nTcpExt: 0\n", null)]
    [InlineData("TcpExt: A ListenOverflows\n", null)]
    [InlineData("", null)]
    public void A_counter_is_found_by_its_name(string text, long? value) => Assert.Equal(value, KernelCounters.Counter(text.Split('\n'), "TcpExt:", "ListenOverflows"));

    [Theory]
    [InlineData("Limit                     Soft Limit           Hard Limit           Units     \nMax open files            1024                 524288               files     \n", 1024L)]
    [InlineData("Max open files            unlimited            unlimited            files     \n", null)]
    [InlineData("", null)]
    public void The_soft_limit_is_read(string text, long? limit) => Assert.Equal(limit, DescriptorCrowd.SoftLimit(text));
}
