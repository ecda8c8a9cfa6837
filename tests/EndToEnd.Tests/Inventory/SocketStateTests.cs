using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Inventory;

public sealed class SocketStateTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void A_port_that_is_held_without_listening_is_listed_when_asked_for()
    {
        using var server = net.StartPython("a = socket.socket(); a.bind(('127.0.0.1', 3000)); ready(); wait()");
        Assert.Empty(BerthProgram.List(net).Rows);
        foreach (var option in new[] { "--bound", "-a" })
        {
            var row = BerthProgram.OnlyRow(net, option);
            Assert.Equal(("bound", "127.0.0.1", 3000), (row.Text("state"), row.Text("address"), (int)row.Number("port")));
            Assert.Equal([server.Pid], row.Pids);
        }
    }

    [Fact]
    public void A_bound_port_of_IPv6_is_listed_too()
    {
        using var server = net.StartPython("a = socket.socket(socket.AF_INET6); a.bind(('::', 3000)); ready(); wait()");
        Assert.Equal([server.Pid], BerthProgram.OnlyRow(net, "--bound").Pids);
    }

    [Fact]
    public void A_connection_in_TIME_WAIT_is_nobodys_and_says_so()
    {
        using var server = net.StartPython("""
            s = listen('127.0.0.1', 3000)
            c = socket.create_connection(('127.0.0.1', 3000)); d, _ = s.accept()
            d.close(); c.recv(1); c.close(); s.close()
            ready(); wait()
            """);
        var row = BerthProgram.OnlyRow(net, "-a");
        Assert.Equal("time-wait", row.Text("state"));
        Assert.Equal(3000, row.Number("port"));
        Assert.Empty(row.Texts("user")); // the kernel prints uid 0 for it, and it is not root's
        Assert.Empty(row.Pids);
        Assert.Contains("the kernel keeps it", row.Reason("owner"));
    }

    [Fact]
    public void A_full_accept_queue_is_marked_with_its_numbers()
    {
        using var server = net.StartPython("""
            s = listen('127.0.0.1', 3000, backlog=2)
            clients = []
            for _ in range(3):
                c = socket.create_connection(('127.0.0.1', 3000)); clients.append(c)
            ready(); wait()
            """);
        var row = BerthProgram.OnlyRow(net);
        Assert.True(row.Flag("hung"));
        Assert.Equal((3, 2), (row.Number("queue"), row.Number("backlog")));
        Assert.Contains("(hung)", BerthProgram.Run(net, "ls").Output);
    }

    [Fact]
    public void A_server_that_accepts_is_not_marked()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000, backlog=2); c = socket.create_connection(('127.0.0.1', 3000)); ready(); wait()");
        var row = BerthProgram.OnlyRow(net);
        Assert.False(row.Flag("hung"));
        Assert.Equal((1, 2), (row.Number("queue"), row.Number("backlog")));
    }

    [Fact]
    public void A_connection_in_the_accept_queue_is_not_said_to_be_roots()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); c = socket.create_connection(('127.0.0.1', 3000)); ready(); wait()");
        var row = BerthProgram.OnlyRow(net, "-a", "state=established");
        Assert.Empty(row.Texts("user"));
        Assert.Contains("accept queue", row.Reason("owner"));
        Assert.Equal(server.Pid, row.Number("peer_pid"));
    }

    public void Dispose() => net.Dispose();
}
