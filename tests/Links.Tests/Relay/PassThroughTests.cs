using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Berth.Links.Observing;

namespace Berth.Links.Tests.Relay;

/// <summary>A link without faults is as if it were not there.</summary>
public class PassThroughTests
{
    [Fact]
    public async Task Bytes_pass_both_ways()
    {
        using var service = new Service();
        await using var link = await TestLinks.ToAsync(service);
        using var pair = await Pair.ThroughAsync(link, service);
        await pair.Client.SayAsync("hello");
        Assert.Equal("hello", await pair.Service.HearAsync(5));
        await pair.Service.SayAsync("good day");
        Assert.Equal("good day", await pair.Client.HearAsync(8));
    }

    [Fact]
    public async Task Each_side_ends_by_itself()
    {
        using var service = new Service();
        await using var link = await TestLinks.ToAsync(service);
        using var pair = await Pair.ThroughAsync(link, service);
        await pair.Client.SayAsync("question");
        pair.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(8, (await pair.Service.HearAllAsync()).Length);
        await pair.Service.SayAsync("answer after the end of the question");
        pair.Service.Shutdown(SocketShutdown.Send);
        Assert.Equal(36, (await pair.Client.HearAllAsync()).Length);
        var ended = await link.EndedAsync(1);
        Assert.Equal((EndReason.Finished, 8, 36), (ended.EndReason, ended.BytesUp, ended.BytesDown));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_side_that_is_cut_has_the_other_cut(bool byClient)
    {
        using var service = new Service();
        await using var link = await TestLinks.ToAsync(service);
        using var pair = await Pair.ThroughAsync(link, service);
        await pair.Client.SayAsync("x");
        await pair.Service.HearAsync(1);
        (byClient ? pair.Client : pair.Service).Cut();
        Assert.Equal("reset", await (byClient ? pair.Service : pair.Client).EndAsync().InTime());
        Assert.Equal(byClient ? EndReason.ClientReset : EndReason.ServiceReset, (await link.EndedAsync(1)).EndReason);
    }

    [Fact]
    public async Task What_came_before_a_cut_is_passed_on()
    {
        using var service = new Service();
        await using var link = await TestLinks.ToAsync(service);
        using var pair = await Pair.ThroughAsync(link, service);
        await pair.Service.SayAsync("last words");
        pair.Service.Cut();
        Assert.Equal("last words", await pair.Client.HearAsync(10));
        Assert.Equal("reset", await pair.Client.EndAsync().InTime());
    }

    [Fact]
    public async Task A_service_that_is_not_there_has_the_client_cut()
    {
        var service = new Service();
        await using var link = await TestLinks.ToAsync(service);
        service.Dispose();
        Assert.Equal("reset", await Pair.FateAsync(link).InTime());
        Assert.Equal(EndReason.NotReached, (await link.EndedAsync(1)).EndReason);
    }

    [Fact]
    public async Task A_name_is_looked_up_for_each_connection()
    {
        using var service = new Service();
        var name = new DnsEndPoint("localhost", service.Endpoint.Port);
        await using var link = await TestLinks.OpenAsync(new() { Name = "named", Upstream = name });
        using var pair = await Pair.ThroughAsync(link, service);
        await pair.Client.SayAsync("hello");
        Assert.Equal("hello", await pair.Service.HearAsync(5));
    }

    [Fact]
    public async Task A_link_leads_from_one_family_to_the_other()
    {
        using var service = new Service();
        var listen = new IPEndPoint(IPAddress.IPv6Loopback, 0);
        await using var link = await TestLinks.OpenAsync(new() { Name = "six", Upstream = service.Endpoint, Listen = listen });
        Assert.Equal(IPAddress.IPv6Loopback, link.Listen.Address);
        using var client = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(link.Listen, Patience.Token);
        using var taken = await service.AcceptAsync();
        await client.SayAsync("hello");
        Assert.Equal("hello", await taken.HearAsync(5));
        Assert.Equal(client.LocalEndPoint, link.Connections[0].Client);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(32 * 1024 * 1024)]
    public async Task All_bytes_arrive_in_order_both_ways_at_once(int size)
    {
        using var service = new Service();
        await using var link = await TestLinks.ToAsync(service);
        using var pair = await Pair.ThroughAsync(link, service);
        var there = RandomNumberGenerator.GetBytes(size);
        var back = RandomNumberGenerator.GetBytes(size);
        var heard = await Task.WhenAll(
            TransferAsync(pair.Client, pair.Service, there), TransferAsync(pair.Service, pair.Client, back)).InTime();
        Assert.True(heard[0].AsSpan().SequenceEqual(there));
        Assert.True(heard[1].AsSpan().SequenceEqual(back));
    }

    [Fact]
    public async Task A_thousand_connections_are_carried_at_once()
    {
        using var service = new Service();
        await using var link = await TestLinks.ToAsync(service);
        var pairs = new List<Pair>();
        for (var i = 0; i < 1000; i++) pairs.Add(await Pair.ThroughAsync(link, service));
        await Task.WhenAll(pairs.Select(async (pair, i) =>
        {
            await pair.Client.SayAsync($"{i:D4}");
            await pair.Service.SayAsync(await pair.Service.HearAsync(4));
            Assert.Equal($"{i:D4}", await pair.Client.HearAsync(4));
        })).InTime();
        Assert.Equal((1000, 1000, 4000, 4000), (link.Totals.Live, link.Totals.Accepted, link.Totals.BytesUp, link.Totals.BytesDown));
        foreach (var pair in pairs) pair.Dispose();
    }

    [Fact]
    public async Task A_receiver_that_does_not_read_stops_the_sender()
    {
        using var service = new Service();
        await using var link = await TestLinks.ToAsync(service);
        using var pair = await Pair.ThroughAsync(link, service);
        pair.Client.Blocking = false;
        // What the kernel's buffers take, and not more.
        var sent = await FillAsync(pair.Client);
        Assert.InRange(sent, 1, 64 << 20);
        var heard = new byte[64 * 1024];
        for (long left = sent; left > 0;) left -= await pair.Service.ReceiveAsync(heard, Patience.Token);
        Assert.Equal(sent, link.Totals.BytesUp);
    }

    // Until nothing moves: neither is more taken from the client, nor delivered by the link.
    static async Task<long> FillAsync(Socket socket)
    {
        var block = new byte[64 * 1024];
        long sent = 0;
        for (var idle = 0; idle < 20;)
        {
            var count = socket.Send(block, SocketFlags.None, out var error);
            if (error == SocketError.Success)
            {
                (sent, idle) = (sent + count, 0);
                continue;
            }
            idle++;
            await Task.Delay(5);
        }
        return sent;
    }

    static async Task<byte[]> TransferAsync(Socket from, Socket to, byte[] bytes)
    {
        var heard = to.HearAllAsync();
        await from.SayAsync(bytes);
        from.Shutdown(SocketShutdown.Send);
        return await heard;
    }
}
