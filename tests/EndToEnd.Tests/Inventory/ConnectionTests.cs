using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Inventory;

public sealed class ConnectionTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("::", "127.0.0.1")]
    public void Both_ends_of_a_connection_are_one_row_seen_from_the_server(string bound, string dialled)
    {
        using var server = net.StartPython("s = listen(sys.argv[1], 3000, v6only=0 if ':' in sys.argv[1] else None); ready(); c, _ = s.accept(); wait()", bound);
        using var client = net.StartPython("c = socket.create_connection((sys.argv[1], 3000)); ready(c.getsockname()[1]); wait()", dialled);
        Eventually.True(() => BerthProgram.OnlyRow(net, "-a", "state=established").Json.GetProperty("pid").GetArrayLength() > 0, "the server has accepted");

        var turned = BerthProgram.OnlyRow(net, "-a", "state=established", $"pid={client.Pid}");
        Assert.Equal((3000, server.Pid), (turned.Number("peer_port"), turned.Number("peer_pid")));
        var row = BerthProgram.OnlyRow(net, "-a", "state=established");
        Assert.Equal(3000, row.Number("port"));
        Assert.Equal(client.Words[0], row.Number("peer_port").ToString());
        Assert.Equal([server.Pid], row.Pids);
        Assert.Equal(client.Pid, row.Number("peer_pid"));
    }

    [Fact]
    public void Bytes_are_counted_as_the_kernel_counts_them()
    {
        using var server = net.StartPython("""
            s = listen('127.0.0.1', 3000); c = socket.create_connection(('127.0.0.1', 3000)); d, _ = s.accept()
            def send(a, b, count):
                a.sendall(b'x' * count)
                while count: count -= len(b.recv(count))
            send(c, d, 12345); send(d, c, 678)
            ready(); wait()
            """);
        // The last acknowledgement may wait for the delayed-ack timer, 40 ms or so.
        var row = Eventually.Get(() => BerthProgram.OnlyRow(net, "--tcp-info") is var seen && seen.Number("bytes_sent") == 678 ? seen : null, "678 bytes acknowledged");
        Assert.Equal(12345, row.Number("bytes_received"));
        Assert.Equal(0, row.Number("retransmits"));
        Assert.InRange(row.Number("rtt_us"), 1, 1_000_000);
    }

    public void Dispose() => net.Dispose();
}
