using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.BadInput;

public sealed class RefusedNetlinkTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void The_text_tables_are_read_in_its_place_and_it_says_so()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var listing = Listing.Read(Run("ls", "--json"));
        Assert.Equal([server.Pid], Assert.Single(listing.Rows).Pids);
        Assert.Equal("procnet", listing.Via[0]);
        Assert.StartsWith("netlink is refused: Operation not permitted", Assert.Single(listing.Shortfalls));
        Assert.Contains("netlink is refused", Run("ls").Error);
    }

    [Fact]
    public void What_the_tables_do_not_tell_is_hidden_and_not_guessed()
    {
        using var server = net.StartPython("s = listen('::', 3000, v6only=0); ready(); wait()");
        var row = Assert.Single(Listing.Read(Run("ls", "--json", "--columns", "all")).Rows);
        foreach (var field in new[] { "v6only", "dual_stack" })
        {
            Assert.True(row.IsNull(field), field);
            Assert.Equal("hidden", row.How(field));
        }
    }

    [Fact]
    public void Where_it_was_asked_for_by_name_the_answer_is_no() => Complaint.Check(Run("ls", "--via", "netlink"), 8);

    [Fact]
    public void Free_works_and_says_what_it_could_not_see()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        Assert.Equal(0, Run("free", "3000", "--yes").ExitCode);
        server.WaitForEnd();
        var result = Run("free", "3000", "--yes");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("does not tell", result.Error);
    }

    [Theory]
    [InlineData("explain", "3000")]
    [InlineData("next")]
    [InlineData("ls", "--unix")]
    [InlineData("ls", "-a", "--tcp-info", "--netns", "all")]
    public void Nothing_else_breaks(params string[] arguments)
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var result = Run(arguments);
        Assert.Equal(0, result.ExitCode);
        Complaint.CheckIsNoTrace(result);
    }

    CommandResult Run(params IReadOnlyList<string> arguments) => net.Run(RefusedNetlink.Inside([BerthProgram.Path, .. arguments]));

    public void Dispose() => net.Dispose();
}
