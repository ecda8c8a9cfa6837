using System.Net;
using System.Net.Sockets;
using Berth.Links.Observing;
using Berth.Links.Options;

namespace Berth.Links.Tests.Relay;

/// <summary>A link that is switched, led elsewhere, and closed.</summary>
public class SwitchTests
{
    [Fact]
    public async Task Off_refuses_and_ends_and_on_takes_again_at_the_same_port()
    {
        using var service = new Service();
        await using var link = await TestLinks.ToAsync(service);
        using var pair = await Pair.ThroughAsync(link, service);
        var port = link.Listen.Port;
        await link.SetEnabledAsync(false);
        Assert.Equal("fin", await pair.Client.EndAsync().InTime());
        Assert.Equal("fin", await pair.Service.EndAsync().InTime());
        var refused = await Assert.ThrowsAsync<SocketException>(() => Pair.DialAsync(link));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        await link.SetEnabledAsync(true);
        using var again = await Pair.ThroughAsync(link, service);
        await again.Client.SayAsync("hello");
        Assert.Equal("hello", await again.Service.HearAsync(5));
        Assert.Equal(port, link.Listen.Port);
    }

    [Fact]
    public async Task A_link_that_starts_off_refuses_until_it_is_on()
    {
        using var service = new Service();
        await using var link = await TestLinks.OpenAsync(new() { Name = "off", Upstream = service.Endpoint, Enabled = false });
        await Assert.ThrowsAsync<SocketException>(() => Pair.DialAsync(link));
        await link.SetEnabledAsync(true);
        using var pair = await Pair.ThroughAsync(link, service);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_takes_the_port_of_a_link_that_is_off(bool wasOn)
    {
        using var service = new Service();
        await using var link = await TestLinks.OpenAsync(new() { Name = "off", Upstream = service.Endpoint, Enabled = wasOn });
        if (wasOn) await link.SetEnabledAsync(false);
        using (var stranger = Reusing())
        {
            var refused = Assert.Throws<SocketException>(() => stranger.Bind(link.Listen));
            Assert.Equal(SocketError.AddressAlreadyInUse, refused.SocketErrorCode);
        }
        await link.SetEnabledAsync(true);
        using var pair = await Pair.ThroughAsync(link, service);
    }

    // SO_REUSEADDR alone: .NET's own option would set SO_REUSEPORT too.
    static Socket Reusing()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(1, 2, BitConverter.GetBytes(1));
        return socket;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task New_connections_lead_to_the_new_service(bool closeConnections)
    {
        using var first = new Service();
        using var second = new Service();
        await using var link = await TestLinks.ToAsync(first);
        using var old = await Pair.ThroughAsync(link, first);
        await link.SetUpstreamAsync(second.Endpoint, closeConnections);
        using var now = await Pair.ThroughAsync(link, second);
        await now.Client.SayAsync("hello");
        Assert.Equal("hello", await now.Service.HearAsync(5));
        if (closeConnections)
        {
            Assert.Equal("fin", await old.Client.EndAsync().InTime());
            return;
        }
        await old.Client.SayAsync("still here");
        Assert.Equal("still here", await old.Service.HearAsync(10));
    }

    [Theory]
    [InlineData(false, "fin")]
    [InlineData(true, "reset")]
    public async Task One_connection_can_be_ended_and_the_others_live(bool reset, string end)
    {
        using var service = new Service();
        await using var link = await TestLinks.ToAsync(service);
        using var first = await Pair.ThroughAsync(link, service);
        using var second = await Pair.ThroughAsync(link, service);
        Assert.True(await link.CloseConnectionAsync(1, reset));
        Assert.False(await link.CloseConnectionAsync(1, reset));
        Assert.Equal(end, await first.Client.EndAsync().InTime());
        Assert.Equal(end, await first.Service.EndAsync().InTime());
        await second.Client.SayAsync("hello");
        Assert.Equal("hello", await second.Service.HearAsync(5));
        Assert.Equal([EndReason.Closed, EndReason.None], link.Connections.Select(connection => connection.EndReason));
    }

    [Fact]
    public async Task Off_ends_by_fin_also_where_bytes_were_not_read()
    {
        using var service = new Service();
        await using var link = await TestLinks.ToAsync(service);
        using var pair = await Pair.ThroughAsync(link, service);
        await pair.Service.SayAsync("for nobody");
        await link.SetEnabledAsync(false);
        Assert.Equal("fin", await pair.Service.EndAsync().InTime());
    }

    [Fact]
    public async Task Closing_under_load_takes_no_longer_than_one_round()
    {
        using var service = new Service();
        var link = await TestLinks.ToAsync(service);
        var pairs = new List<Pair>();
        for (var i = 0; i < 20; i++) pairs.Add(await Pair.ThroughAsync(link, service));
        var sending = pairs.Select(pair => Task.Run(async () =>
        {
            var block = new byte[64 * 1024];
            try
            {
                while (true) await pair.Client.SayAsync(block);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
            }
        })).ToArray();
        var hearing = pairs.Select(pair => pair.Service.EndAsync()).ToArray();
        await Task.Yield();
        await link.DisposeAsync().AsTask().InTime();
        await Task.WhenAll(hearing).InTime();
        foreach (var pair in pairs) pair.Dispose();
        await Task.WhenAll(sending).InTime();
        Assert.Equal(0, link.Totals.Live);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => link.SetEnabledAsync(false));
    }

    [Fact]
    public async Task A_port_that_is_taken_and_an_address_of_the_network_are_refused_with_a_remedy()
    {
        using var service = new Service();
        var taken = await Link.OpenAsync(new() { Name = "taken", Upstream = service.Endpoint, Listen = service.Endpoint });
        Assert.Contains("is in use", taken.Refusal!.Reason);
        var open = await Link.OpenAsync(new() { Name = "open", Upstream = service.Endpoint, Listen = new(IPAddress.Any, 0) });
        Assert.Contains("loopback", open.Refusal!.Reason);
    }

    [Fact]
    public async Task More_connections_than_the_limit_are_cut()
    {
        using var service = new Service();
        var limits = new LinkLimits { Connections = 1 };
        await using var link = await TestLinks.OpenAsync(new() { Name = "few", Upstream = service.Endpoint, Limits = limits });
        using var first = await Pair.ThroughAsync(link, service);
        Assert.Equal("reset", await Pair.FateAsync(link).InTime());
        Assert.Equal(EndReason.Limit, (await link.EndedAsync(2)).EndReason);
        await first.Client.SayAsync("hello");
        Assert.Equal("hello", await first.Service.HearAsync(5));
    }
}
