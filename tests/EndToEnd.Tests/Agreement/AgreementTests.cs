using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Agreement;

/// <summary>No row missing, none invented, the same owners: as `ss` has them, as /proc has them, and by every way there is.</summary>
public sealed class AgreementTests : IDisposable
{
    static readonly string[] columns = ["--columns", "protocol,address,port,count,pid"];

    readonly NetworkNamespace net = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Root_sees_what_ss_and_the_files_of_proc_tell(int seed)
    {
        Load.Start(net, seed);
        var seen = Held.Of(BerthProgram.List(net, columns));
        Assert.True(seen.Count > 100, $"only {seen.Count} rows");
        Assert.Equal(ProcFiles.List(net), seen);
        Assert.Equal(SsProgram.List(net), seen);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void An_ordinary_user_sees_what_ss_tells_that_user(int seed)
    {
        Load.Start(net, seed);
        var seen = Held.Of(BerthProgram.ListAs(Load.OneUser, net, columns));
        Assert.Equal(SsProgram.List(net, NetworkNamespace.AsUser(Load.OneUser)), seen);
        Assert.Contains(seen, held => held.Pids.Length > 0);
        Assert.Contains(seen, held => held.Pids.Length == 0);
    }

    [Fact]
    public void Every_way_of_reading_gives_root_the_same_rows()
    {
        Load.Start(net, 6);
        var expected = Held.Of(BerthProgram.List(net, columns));
        foreach (var way in new[] { "netlink", "procnet", "bpf", "walk", "netlink,bpf", "netlink,walk", "procnet,bpf", "procnet,walk" })
            Assert.Equal(expected, Held.Of(BerthProgram.List(net, [.. columns, "--via", way])));
    }

    [Fact]
    public void The_way_that_was_asked_for_is_the_way_that_was_gone()
    {
        Load.Start(net, 7);
        foreach (var sockets in new[] { "netlink", "procnet" })
            foreach (var owners in new[] { "bpf", "walk" })
                Assert.Equal([sockets, owners], BerthProgram.List(net, "--via", $"{sockets},{owners}").Via);
    }

    [Fact]
    public void Every_way_that_is_open_gives_an_ordinary_user_the_same_rows()
    {
        Load.Start(net, 8);
        var expected = Held.Of(BerthProgram.ListAs(Load.OtherUser, net, columns));
        foreach (var way in new[] { "netlink", "procnet", "walk", "netlink,walk", "procnet,walk" })
            Assert.Equal(expected, Held.Of(BerthProgram.ListAs(Load.OtherUser, net, [.. columns, "--via", way])));
    }

    public void Dispose() => net.Dispose();
}
