using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Explain;

public sealed class PastedErrorTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void What_node_really_prints_leads_to_the_holder()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var node = net.Run("node", "-e", "require('net').createServer().listen(3000, '127.0.0.1')");
        Assert.Contains("EADDRINUSE", node.Error);
        AssertNames(server, net.RunWith([BerthProgram.Path, "explain", "-"], input: node.Error));
    }

    [Fact]
    public void What_a_python_server_really_prints_leads_to_the_holder()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var python = net.Run(Python.Path, "-c", """
            import asyncio
            async def main(): await asyncio.start_server(None, '127.0.0.1', 3000)
            asyncio.run(main())
            """);
        Assert.Contains("Errno 98", python.Error);
        AssertNames(server, net.RunWith([BerthProgram.Path, "explain", "-"], input: python.Error));
    }

    [Theory]
    [InlineData("Error: listen EADDRINUSE: address already in use :::3000")]
    [InlineData("listen tcp 127.0.0.1:3000: bind: address already in use")]
    [InlineData("nginx: [emerg] bind() to 0.0.0.0:3000 failed (98: Address already in use)")]
    public void A_pasted_line_leads_to_the_holder(string line)
    {
        using var server = net.StartPython("s = listen('0.0.0.0', 3000); ready(); wait()");
        AssertNames(server, BerthProgram.Run(net, "explain", line));
    }

    [Fact]
    public void A_refused_connection_says_that_nothing_listens()
    {
        var result = BerthProgram.Run(net, "explain", "Error: connect ECONNREFUSED 127.0.0.1:3000");
        Assert.Contains("3000", result.Output);
        Assert.DoesNotContain("is taken", result.Output);
    }

    [Fact]
    public void A_message_without_a_port_is_about_no_socket()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var result = BerthProgram.Run(net, "explain", "OSError: [Errno 98] Address already in use");
        Assert.Contains("does not say which port", result.Output);
        Assert.DoesNotContain(server.Pid.ToString(), result.Output);
    }

    static void AssertNames(Server server, CommandResult result)
    {
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Output}{result.Error}");
        Assert.StartsWith("Port 3000 is taken", result.Output);
        Assert.Contains($"(pid {server.Pid})", result.Output);
    }

    public void Dispose() => net.Dispose();
}
