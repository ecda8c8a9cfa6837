using System.Net;
using System.Net.Sockets;
using Berth.Actions.Waiting;
using Berth.Model.Addressing;

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

    [Theory]
    [InlineData("SSH-2.0-Demo\r\n", "it answers, but not in HTTP: \"SSH-2.0-Demo\"")]
    [InlineData("\u0015\u0003\u0001\0\u0002\u0002F", "it speaks TLS: ask with https://")]
    [InlineData("", "it closed the connection without an answer")]
    public async Task What_is_no_HTTP_is_told_in_our_own_words(string said, string problem)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        // The client may try again on a new connection.
        var served = Task.Run(async () =>
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                _ = await stream.ReadAsync(new byte[4096]);
                await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(said));
            }
        });
        using var probe = new HttpProbe(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), null);
        var answer = await probe.TryAsync(default);
        Assert.Equal(problem, answer.Problem);
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => served);
    }

    [Fact]
    public async Task A_server_that_cuts_every_connection_is_not_there_yet()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = (IPEndPoint)listener.LocalEndpoint;
        using var probe = new HttpProbe(new Uri($"http://127.0.0.1:{address.Port}/"), null);
        var cutting = Task.Run(async () =>
        {
            while (true) (await listener.AcceptSocketAsync()).Close(0);
        });
        for (var round = 0; round < 20; round++) Assert.False((await probe.TryAsync(default)).IsThere);
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => cutting);
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
