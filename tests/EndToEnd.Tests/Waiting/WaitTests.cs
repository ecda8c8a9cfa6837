using System.Text.Json;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Waiting;

public sealed class WaitTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public async Task A_server_that_starts_later_is_waited_for()
    {
        var waiting = Task.Run(() => BerthProgram.Run(net, "wait", "3000", "--timeout", "20s"));
        // The waiter is at work when it dials: until then the server stays away.
        using var server = net.StartPython("""
            late = socket.socket(socket.AF_INET6); late.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1); late.bind(('::1', 3000))
            late.listen(); ready(late.accept()[1][1]); late.close()
            s = listen('127.0.0.1', 3000); wait()
            """);
        var result = await waiting;
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("3000 answers on", result.Error);
    }

    [Fact]
    public void A_server_that_is_there_is_told_at_once()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var result = BerthProgram.Run(net, "wait", "3000", "--json");
        Assert.Equal(0, result.ExitCode);
        var json = JsonDocument.Parse(result.Output).RootElement;
        Assert.True(json.GetProperty("done").GetBoolean());
        Assert.Equal("127.0.0.1:3000", json.GetProperty("reached")[0].GetString());
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("1ms")]
    [InlineData("50ms")]
    public void However_short_the_time_it_is_asked_once(string time)
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        Assert.Equal(0, BerthProgram.Run(net, "wait", "3000", "--timeout", time).ExitCode);
        Assert.Equal(0, BerthProgram.Run(net, "wait", "3001", "--free", "--timeout", time).ExitCode);
        Assert.Equal(7, BerthProgram.Run(net, "wait", "3001", "--timeout", time).ExitCode);
    }

    [Fact]
    public void When_the_time_is_up_it_says_so_with_its_own_code()
    {
        var result = BerthProgram.Run(net, "wait", "3000", "--timeout", "200ms");
        Assert.Equal((7, ""), (result.ExitCode, result.Output));
        Assert.Contains("was not there after", result.Error);
    }

    [Fact]
    public void A_port_that_becomes_free_is_waited_for()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); sys.stdin.readline(); s.close(); wait()");
        Assert.Equal(7, BerthProgram.Run(net, "wait", "3000", "--free", "--timeout", "200ms").ExitCode);
        server.Say("go");
        Assert.Equal(0, BerthProgram.Run(net, "wait", "3000", "--free", "--timeout", "10s").ExitCode);
    }

    [Fact]
    public void A_status_of_a_web_server_is_waited_for()
    {
        using var server = net.StartPython("""
            import http.server
            class Quiet(http.server.SimpleHTTPRequestHandler):
                def log_message(self, *_): pass
            web = http.server.ThreadingHTTPServer(('127.0.0.1', 3000), Quiet)
            import threading
            threading.Thread(target=web.serve_forever, daemon=True).start()
            ready(); wait()
            """);
        Assert.Equal(0, BerthProgram.Run(net, "wait", "3000", "--http", "200").ExitCode);
        Assert.Equal(0, BerthProgram.Run(net, "wait", "http://127.0.0.1:3000/nope", "--http", "404").ExitCode);
        Assert.Equal(7, BerthProgram.Run(net, "wait", "http://127.0.0.1:3000/nope", "--timeout", "300ms").ExitCode);
    }

    [Fact]
    public void Who_holds_a_port_is_said_when_it_does_not_become_free()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 6379); ready(); wait()");
        var result = BerthProgram.Run(net, "wait", "6379", "--free", "--timeout", "0s");
        Assert.Equal(7, result.ExitCode);
        Assert.Contains("127.0.0.1:6379 is held by ", result.Error);
        Assert.Contains($"pid {server.Pid})", result.Error);
    }

    [Fact]
    public void A_port_that_only_root_may_bind_takes_more_rights()
    {
        var result = BerthProgram.RunAs(65534, net, "wait", "80", "--free", "--timeout", "5s");
        Assert.Equal(6, result.ExitCode);
        Assert.Contains("sudo", result.Error);
    }

    public void Dispose() => net.Dispose();
}
