using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Free;

/// <summary>What was true when the plan was made is looked at again when it is carried out, and afterwards.</summary>
public sealed class MomentTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Theory]
    [InlineData("s.close()")]
    [InlineData("os.execv(sys.executable, [sys.executable, '-c', f'open({sys.argv[1]!r}, \"w\"); import time; time.sleep(600)'])")]
    public void Who_lets_go_while_a_person_thinks_is_not_ended(string letGo)
    {
        var done = net.Home.At("done");
        using var server = net.StartPython($$"""
            s = listen('127.0.0.1', 3000)
            def let_go(*_):
                {{letGo}}
                open(sys.argv[1], 'w')
            signal.signal(signal.SIGUSR1, let_go)
            ready(); wait()
            """, done);
        var result = net.Run(PseudoTerminal.Answering(["y"], [BerthProgram.Path, "free", "3000"],
            before: ["sh", "-c", $"kill -USR1 {server.Pid}; until [ -e {done} ]; do :; done"]));
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("let go by itself before it was asked: nothing was sent.", result.Output);
        Assert.Contains("127.0.0.1:3000 is free.", result.Output);
        Assert.False(server.HasEnded);
    }

    [Fact]
    public void Who_lets_go_when_asked_and_goes_on_is_not_killed()
    {
        using var server = net.StartPython("""
            s = listen('127.0.0.1', 3000)
            signal.signal(signal.SIGTERM, lambda *_: s.close())
            ready(); wait()
            """);
        var result = BerthProgram.Run(net, "free", "3000", "--yes", "--force", "--grace", "1s");
        Assert.Equal((0, "127.0.0.1:3000 is free.\n"), (result.ExitCode, result.Output));
        Assert.Contains("let go and still runs.", result.Error);
        Assert.False(server.HasEnded);
    }

    [Fact]
    public void A_parent_that_starts_it_again_is_waited_for_and_named()
    {
        using var loop = net.Start("bash", "-c", """
            while :; do
              /usr/bin/python3 -c 'import socket; s = socket.socket(); s.setsockopt(1, 2, 1); s.bind(("127.0.0.1", 3000)); s.listen(); print("ready", flush=True); s.accept()'
              read -t 0.7 _ && exit
            done
            """);
        var result = BerthProgram.Run(net, "free", "3000", "--yes");
        Assert.Equal(5, result.ExitCode);
        Assert.Contains($"bash (pid {loop.Pid}), its parent, waits for it and may start it again.", result.Error);
        Assert.Contains("127.0.0.1:3000 is held again, now by python3", result.Output);
        Assert.Contains($"bash (pid {loop.Pid}) started it anew", result.Output);
        var explained = BerthProgram.Run(net, "explain", "3000").Output;
        Assert.Contains($"bash (pid {loop.Pid}), its parent", explained);
        loop.Dispose();
        BerthProgram.Run(net, "free", "3000", "--yes");
    }

    [Fact]
    public void Where_numbers_mean_other_processes_nothing_is_signalled()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        // In the new pid namespace the server's number is that of an innocent process, and /proc is still the outer one.
        var result = net.Run("unshare", "-pf", "sh", "-c", $"""
            echo {server.Pid - 1} > /proc/sys/kernel/ns_last_pid; sleep 600 & innocent=$!
            echo 7 > /proc/sys/kernel/ns_last_pid
            {BerthProgram.Path} free 3000 --yes; echo "code $?"
            kill $innocent && echo "it lived"
            """);
        Assert.Equal("code 8\nit lived\n", result.Output);
        Assert.Contains("another pid namespace", result.Error);
        Assert.False(server.HasEnded);
    }

    public void Dispose() => net.Dispose();
}
