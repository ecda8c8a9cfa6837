using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Free;

/// <summary>Nothing happens that nobody agreed to.</summary>
public sealed class ConsentTests : IDisposable
{
    readonly NetworkNamespace net = new();
    readonly Server server;

    public ConsentTests() => server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");

    [Fact]
    public void A_dry_run_shows_the_plan_and_does_nothing()
    {
        var result = BerthProgram.Run(net, "free", "3000", "--dry-run", "--yes");
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains($"(pid {server.Pid})", result.Error);
        AssertUntouched();
    }

    [Fact]
    public void With_nobody_to_ask_it_does_nothing_and_its_code_says_so()
    {
        var result = BerthProgram.Run(net, "free", "3000");
        Assert.Equal((4, ""), (result.ExitCode, result.Output));
        Assert.Contains("--yes", result.Error);
        AssertUntouched();
    }

    [Fact]
    public void A_yes_from_a_pipe_is_nobodys_yes()
    {
        Assert.Equal(4, net.RunWith([BerthProgram.Path, "free", "3000"], input: "y\n").ExitCode);
        AssertUntouched();
    }

    IReadOnlyList<Row> Crowd() => Listing.Read(BerthProgram.Run(net, "ls", "--json", "port=3001..3020")).Rows;

    [Fact]
    public void Many_at_once_take_a_word_more()
    {
        using var crowd = net.StartPython("""
            for port in range(3000 + 1, 3000 + 21):
                if os.fork() == 0:
                    s = listen('127.0.0.1', port)
                    wait(); os._exit(0)
            ready(); wait()
            """);
        Eventually.True(() => Crowd().Count == 20, "twenty servers listen");
        var result = BerthProgram.Run(net, "free", "3001-3020", "--yes");
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("--many", result.Error);
        Assert.Equal(20, Crowd().Count);
        Assert.Equal(0, BerthProgram.Run(net, "free", "3001-3020", "--yes", "--many").ExitCode);
    }

    [Theory]
    [InlineData("n")]
    [InlineData("")]
    [InlineData("maybe")]
    public void At_a_terminal_anything_but_yes_is_no(string answer)
    {
        var result = net.Run(PseudoTerminal.Answering(answer, [BerthProgram.Path, "free", "3000"]));
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("Nothing was done.", result.Output);
        AssertUntouched();
    }

    [Theory]
    [InlineData("y")]
    [InlineData("YES")]
    public void At_a_terminal_yes_is_yes(string answer)
    {
        var result = net.Run(PseudoTerminal.Answering(answer, [BerthProgram.Path, "free", "3000"]));
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("127.0.0.1:3000 is free.", result.Output);
        server.WaitForEnd();
    }

    void AssertUntouched() => Assert.Equal([server.Pid], BerthProgram.OnlyRow(net).Pids);

    public void Dispose() => net.Dispose();
}
