using Berth.Probes.Linux.Workloads;

namespace Berth.Probes.Tests.Workloads;

public class CgroupPathTests
{
    [Theory]
    [InlineData("0::/system.slice/redis.service\n", "/system.slice/redis.service")]
    [InlineData("12:memory:/docker/abc\n1:name=systemd:/docker/abc\n0::/\n", "/docker/abc")]
    [InlineData("1:name=systemd:/user.slice/user-0.slice/session-1.scope\n0::/\n", "/user.slice/user-0.slice/session-1.scope")]
    [InlineData("9:name=systemd:/\n8:pids:/\n0::/\n", "/")]
    [InlineData("4:cpu,cpuacct:/docker/abc\n", "/docker/abc")]
    [InlineData("0::/a:b\n", "/a:b")]
    [InlineData("", "/")]
    [InlineData("nonsense", "/")]
    public void The_line_that_tells_the_most_is_taken(string text, string expected) => Assert.Equal(expected, CgroupPath.Choose(text));
}
