using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Free;

public sealed class RefusalTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void Another_users_listener_takes_more_rights()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var result = BerthProgram.RunAs(65534, net, "free", "3000", "--yes");
        Assert.Equal((6, ""), (result.ExitCode, result.Output));
        Assert.Contains($"{BerthProgram.Sudo} free 3000", result.Error);
        Assert.False(server.HasEnded);
    }

    [Fact]
    public void Ones_own_listener_takes_none()
    {
        using var server = net.StartPythonAs(65534, "s = listen('127.0.0.1', 3000); ready(); wait()");
        Assert.Equal(0, BerthProgram.RunAs(65534, net, "free", "3000", "--yes").ExitCode);
        server.WaitForEnd();
    }

    [Theory]
    [InlineData("--yes")]
    [InlineData("--yes --force")]
    public void What_the_command_runs_under_is_left_alone(string options)
    {
        var result = net.Run([Python.Path, "-c", Python.Prelude + """
            import subprocess
            s = listen('127.0.0.1', 3000)
            done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL)
            print('survived', done.returncode)
            """, BerthProgram.Path, "free", "3000", .. options.Split(' ')]);
        Assert.Equal((0, "survived 4\n"), (result.ExitCode, result.Output));
        Assert.Contains("runs under", result.Error);
    }

    [Fact]
    public void A_listener_of_another_namespace_takes_no_port_here()
    {
        using var other = new NetworkNamespace();
        using var server = other.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        Assert.Equal(3, BerthProgram.Run(net, "free", "3000", "--yes").ExitCode);
        Assert.False(server.HasEnded);
    }

    [Fact]
    public void Without_a_port_or_filter_nothing_is_freed()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        foreach (var words in new string[][] { [], [""], [" "], ["*"], ["port>=0"], ["owner=*"] })
        {
            Assert.Equal(2, BerthProgram.Run(net, ["free", .. words, "--yes"]).ExitCode);
            Assert.False(server.HasEnded);
        }
    }

    [Fact]
    public void A_window_that_inherited_the_socket_is_not_ended()
    {
        using var server = net.StartPython("""
            import shutil
            shutil.copy('/bin/sleep', sys.argv[1])
            s = listen('127.0.0.1', 3000); s.set_inheritable(True)
            child = os.fork()
            if child == 0: os.execv(sys.argv[1], ['firefox', '600'])
            ready(child); sys.stdin.read(); os.kill(child, 9)
            """, net.Home.At("firefox"));
        Eventually.True(() => BerthProgram.Run(net, "ls", "--json", "3000", "process=firefox").Output.Contains("firefox", StringComparison.Ordinal), "the window runs");
        var result = BerthProgram.Run(net, "free", "3000", "--yes");
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("likely Firefox itself", result.Error);
        Assert.False(server.HasEnded);
        server.End();
    }

    public void Dispose() => net.Dispose();
}
