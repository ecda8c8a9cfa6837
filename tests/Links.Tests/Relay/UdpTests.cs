using System.Net;
using System.Net.Sockets;
using System.Text;
using Berth.Links.Faults;
using Berth.Links.Observing;
using Berth.Links.Options;
using Microsoft.Extensions.Time.Testing;

namespace Berth.Links.Tests.Relay;

/// <summary>Datagrams on real sockets.</summary>
public class UdpTests
{
    [Fact]
    public async Task Each_client_gets_its_own_answers()
    {
        using var service = Socket();
        await using var link = await OpenAsync(service, "");
        using var first = Client(link);
        using var second = Client(link);
        await first.SendAsync("one"u8.ToArray());
        var (one, firstAsSeen) = await HearAsync(service);
        await second.SendAsync("two"u8.ToArray());
        var (two, secondAsSeen) = await HearAsync(service);
        Assert.Equal(("one", "two"), (one, two));
        Assert.NotEqual(firstAsSeen, secondAsSeen);
        await service.SendToAsync("for one"u8.ToArray(), firstAsSeen);
        await service.SendToAsync("for two"u8.ToArray(), secondAsSeen);
        Assert.Equal("for two", (await HearAsync(second)).Text);
        Assert.Equal("for one", (await HearAsync(first)).Text);
        Assert.Equal((2, 2, 6, 14), (link.Totals.Accepted, link.Totals.Live, link.Totals.BytesUp, link.Totals.BytesDown));
    }

    [Fact]
    public async Task A_silent_client_is_given_up_and_starts_anew()
    {
        var time = new FakeTimeProvider();
        using var service = Socket();
        await using var link = await OpenAsync(service, "", time);
        using var client = Client(link);
        await client.SendAsync("one"u8.ToArray());
        await HearAsync(service);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(EndReason.Silent, (await link.EndedAsync(1)).EndReason);
        await client.SendAsync("two"u8.ToArray());
        Assert.Equal("two", (await HearAsync(service)).Text);
        Assert.Equal(2, link.Totals.Accepted);
    }

    [Fact]
    public async Task Who_speaks_is_kept()
    {
        var time = new FakeTimeProvider();
        using var service = Socket();
        await using var link = await OpenAsync(service, "", time);
        using var client = Client(link);
        for (var i = 0; i < 5; i++)
        {
            await client.SendAsync("still here"u8.ToArray());
            await HearAsync(service);
            // One round of the loop has one time: the next datagram shall meet the next one.
            await link.SetEnabledAsync(true);
            time.Advance(TimeSpan.FromSeconds(40));
        }
        Assert.Equal((1, 1), (link.Totals.Accepted, link.Totals.Live));
    }

    [Fact]
    public async Task What_is_late_comes_in_time_and_what_waits_goes_on_when_the_fault_goes()
    {
        var time = new FakeTimeProvider();
        using var service = Socket();
        await using var link = await OpenAsync(service, "latency=1h direction=up", time);
        using var client = Client(link);
        await client.SendAsync("one"u8.ToArray());
        while (link.Connections is not [{ Touches.Count: 1 }]) await link.SetEnabledAsync(true);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("one", (await HearAsync(service)).Text);
        await client.SendAsync("two"u8.ToArray());
        while (link.Connections[0].Touches[0].Decisions < 2) await link.SetEnabledAsync(true);
        await link.Faults.ClearAsync();
        Assert.Equal("two", (await HearAsync(service)).Text);
    }

    [Fact]
    public async Task A_service_that_is_not_there_yet_is_reached_when_it_is()
    {
        var service = Socket();
        var endpoint = (IPEndPoint)service.LocalEndPoint!;
        service.Dispose();
        await using var link = await TestLinks.OpenAsync(new() { Name = "later", Upstream = endpoint, Protocol = LinkProtocol.Udp });
        using var client = Client(link);
        await client.SendAsync("lost"u8.ToArray());
        while (link.Totals.Live == 0) await link.SetEnabledAsync(true);
        using var now = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        now.Bind(endpoint);
        string heard;
        do
        {
            // The first may be lost with the news that nobody was there.
            await client.SendAsync("again"u8.ToArray());
            await link.SetEnabledAsync(true);
            heard = now.Available > 0 ? (await HearAsync(now)).Text : "";
        }
        while (heard != "again");
    }

    [Fact]
    public async Task A_name_is_looked_up_and_a_client_that_asks_again_is_heard()
    {
        using var service = Socket();
        var name = new DnsEndPoint("localhost", ((IPEndPoint)service.LocalEndPoint!).Port, AddressFamily.InterNetwork);
        await using var link = await TestLinks.OpenAsync(new() { Name = "named", Upstream = name, Protocol = LinkProtocol.Udp });
        using var client = Client(link);
        while (service.Available == 0)
        {
            await client.SendAsync("hello"u8.ToArray());
            await link.SetEnabledAsync(true);
        }
        Assert.Equal("hello", (await HearAsync(service)).Text);
    }

    [Fact]
    public async Task A_fault_of_streams_does_not_fit()
    {
        using var service = Socket();
        var refused = await Link.OpenAsync(new()
        {
            Name = "odd", Upstream = service.LocalEndPoint!, Protocol = LinkProtocol.Udp, Faults = FaultText.Parse("reset").Value,
        });
        Assert.Equal("reset does not work on UDP: Leave it out, or use a tcp link", refused.Refusal!.ToString());
    }

    static Task<Link> OpenAsync(Socket service, string faults, TimeProvider? time = null) => TestLinks.OpenAsync(new()
    {
        Name = "udp", Upstream = service.LocalEndPoint!, Protocol = LinkProtocol.Udp, Time = time ?? TimeProvider.System,
        Faults = faults.Length > 0 ? FaultText.Parse(faults).Value : [],
    });

    static Socket Socket()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    static Socket Client(Link link)
    {
        var socket = Socket();
        socket.Connect(link.Listen);
        return socket;
    }

    static async Task<(string Text, EndPoint From)> HearAsync(Socket socket)
    {
        var buffer = new byte[2048];
        var result = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), Patience.Token);
        return (Encoding.ASCII.GetString(buffer, 0, result.ReceivedBytes), result.RemoteEndPoint);
    }
}
