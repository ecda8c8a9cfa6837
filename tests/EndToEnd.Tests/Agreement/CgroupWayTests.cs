using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Agreement;

/// <summary>The cgroup way: it works where the kernel says the cgroup of a socket, and says so where it does not.</summary>
public sealed class CgroupWayTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void It_agrees_with_the_walk_or_says_why_it_is_closed()
    {
        Load.Start(net, 9);
        string[] columns = ["--columns", "protocol,address,port,count,pid"];
        var result = BerthProgram.Run(net, ["ls", "--json", .. columns, "--via", "netlink,cgroup"]);
        if (result.ExitCode == 0)
        {
            Assert.Equal(Held.Of(BerthProgram.List(net, [.. columns, "--via", "netlink,walk"])), Held.Of(Listing.Read(result)));
            return;
        }
        Assert.Equal(8, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Equal("berth: Holders cannot be found by cgroup: the kernel did not say in which cgroup the sockets were made. Leave out `--via cgroup`.\n", result.Error);
    }

    [Fact]
    public void The_text_tables_tell_no_cgroups_and_it_says_so()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var result = BerthProgram.Run(net, "ls", "--via", "procnet,cgroup");
        Assert.Equal((8, ""), (result.ExitCode, result.Output));
        Assert.Contains("cgroup", result.Error);
    }

    public void Dispose() => net.Dispose();
}
