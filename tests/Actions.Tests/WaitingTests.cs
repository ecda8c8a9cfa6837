using System.Net;
using System.Net.Sockets;
using Berth.Actions.Waiting;
using Berth.Model;

namespace Berth.Actions.Tests;

public class WaitingTests
{
    static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Says_which_family_answers()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var answer = await new ConnectProbe([new(IPAddress.Loopback, port), new(IPAddress.IPv6Loopback, port)]).TryAsync(default);
        Assert.Equal([$"127.0.0.1:{port}"], answer.Reached);
        Assert.True(answer.IsThere);
    }

    [Fact]
    public async Task Waits_for_a_server_that_starts_later()
    {
        using var keeper = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        keeper.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var probe = new ConnectProbe([(IPEndPoint)keeper.LocalEndPoint!]);
        var tries = 0;
        var (answer, _) = await new Patience(TimeProvider.System, Long).UntilAsync(async cancel =>
        {
            var found = await probe.TryAsync(cancel);
            if (++tries == 2) keeper.Listen();
            return found;
        }, () => false);
        Assert.True(answer.IsThere);
        Assert.True(tries > 2);
    }

    [Fact]
    public async Task Gives_up_in_time_and_keeps_the_last_reason()
    {
        var (answer, took) = await new Patience(TimeProvider.System, TimeSpan.FromMilliseconds(120))
            .UntilAsync(_ => Task.FromResult(new Answer([], "nothing listens")), () => false);
        Assert.False(answer.IsThere);
        Assert.Equal("nothing listens", answer.Problem);
        Assert.InRange(took.TotalMilliseconds, 100, 20_000);
    }

    [Fact]
    public async Task A_held_port_becomes_free_when_its_holder_goes()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Endpoint(Protocol.Tcp, InetAddress.LoopbackV4, new Port((ushort)((IPEndPoint)listener.LocalEndpoint).Port));
        Assert.False((await new FreeProbe([endpoint]).TryAsync(default)).IsThere);
        listener.Stop();
        Assert.True((await new FreeProbe([endpoint]).TryAsync(default)).IsThere);
    }

    [Theory]
    [InlineData("200 OK", null, true)]
    [InlineData("302 Found", null, true)]
    [InlineData("503 Service Unavailable", null, false)]
    [InlineData("404 Not Found", 404, true)]
    [InlineData("200 OK", 404, false)]
    public async Task A_url_below_localhost_is_dialled_at_loopback(string status, int? wanted, bool there)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = AnswerAsync(listener, status);
        using var probe = new HttpProbe(new Uri($"http://shop.localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/"), wanted);
        Assert.Equal(there, (await probe.TryAsync(default)).IsThere);
        await served;
    }

    static async Task AnswerAsync(TcpListener listener, string status)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        var buffer = new byte[4096];
        _ = await stream.ReadAsync(buffer);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nLocation: http://example.invalid/\r\nConnection: close\r\n\r\n"));
    }
}
