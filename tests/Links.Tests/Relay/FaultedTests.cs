using System.Net.Sockets;
using System.Security.Cryptography;
using Berth.Links.Faults;
using Berth.Links.Observing;
using Microsoft.Extensions.Time.Testing;

namespace Berth.Links.Tests.Relay;

/// <summary>Faults on real sockets, on virtual time where time matters.</summary>
public class FaultedTests
{
    [Fact]
    public async Task What_is_late_comes_when_its_time_has_come_and_not_before()
    {
        var time = new FakeTimeProvider();
        using var service = new Service();
        await using var link = await OpenAsync(service, "latency=1h", time);
        using var pair = await Pair.ThroughAsync(link, service);
        await pair.Service.SayAsync("hello");
        var heard = pair.Client.HearAsync(5);
        while (link.Connections[0].Touches.Count == 0) await RoundAsync(link);
        time.Advance(TimeSpan.FromMinutes(59));
        await RoundAsync(link);
        Assert.False(heard.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("hello", await heard);
        Assert.Equal(("latency", 1), (link.Connections[0].Touches[0].Fault, link.Connections[0].Touches[0].Decisions));
    }

    [Fact]
    public async Task A_fault_comes_and_goes_on_a_live_connection_and_loses_nothing()
    {
        using var service = new Service();
        await using var link = await OpenAsync(service, "", TimeProvider.System);
        using var pair = await Pair.ThroughAsync(link, service);
        var bytes = RandomNumberGenerator.GetBytes(32 << 20);
        var heard = pair.Client.HearAllAsync();
        var said = Task.Run(async () =>
        {
            await pair.Service.SayAsync(bytes);
            pair.Service.Shutdown(SocketShutdown.Send);
        });
        for (var i = 0; !heard.IsCompleted && i < 200; i++)
        {
            Assert.Null(await link.Faults.AddAsync(FaultText.Parse("latency=1ms jitter=1ms").Value[0]));
            Assert.Null(await link.Faults.AddAsync(FaultText.Parse("slicer=10KB variation=9KB").Value[0]));
            Assert.Null(await link.Faults.UpdateAsync(FaultText.Parse("latency=3ms").Value[0]));
            Assert.True(await link.Faults.RemoveAsync("latency"));
            await link.Faults.ClearAsync();
        }
        await said.InTime();
        Assert.True((await heard.InTime()).AsSpan().SequenceEqual(bytes));
    }

    [Fact]
    public async Task A_fault_that_becomes_another_kind_or_another_direction_leaves_nothing_behind()
    {
        using var service = new Service();
        await using var link = await OpenAsync(service, "stall name=x direction=both", TimeProvider.System);
        using var pair = await Pair.ThroughAsync(link, service);
        await pair.Client.SayAsync("up");
        await pair.Service.SayAsync("down");
        await link.Faults.UpdateAsync(FaultText.Parse("stall name=x direction=up").Value[0]);
        Assert.Equal("down", await pair.Client.HearAsync(4));
        await link.Faults.UpdateAsync(FaultText.Parse("refuse name=x").Value[0]);
        Assert.Equal("up", await pair.Service.HearAsync(2));
        await link.Faults.UpdateAsync(FaultText.Parse("limit=3B name=x direction=up").Value[0]);
        await pair.Client.SayAsync("more");
        Assert.Equal("mor", System.Text.Encoding.ASCII.GetString(await pair.Service.HearAllAsync()));
    }

    [Theory]
    [InlineData("reset", "reset", "reset")]
    [InlineData("blackhole close=1us", "fin", "fin")]
    [InlineData("limit=0", "fin", "fin")]
    [InlineData("reset after=4B", "reset", "reset")]
    public async Task A_fault_that_ends_a_connection_ends_it_on_both_sides(string fault, string client, string end)
    {
        using var service = new Service();
        await using var link = await OpenAsync(service, "", TimeProvider.System);
        using var pair = await Pair.ThroughAsync(link, service);
        await pair.Client.SayAsync("hello");
        await pair.Service.HearAsync(5);
        await link.Faults.AddAsync(FaultText.Parse(fault).Value[0]);
        if (!fault.StartsWith("reset", StringComparison.Ordinal) || fault.Contains("after")) await pair.Service.SayAsync("answer");
        Assert.Equal(client, await pair.Client.EndAsync().InTime());
        Assert.Equal(end, await pair.Service.EndAsync().InTime());
        var ended = await link.EndedAsync(1);
        Assert.Equal((EndReason.Fault, fault.Split(' ', '=')[0]), (ended.EndReason, ended.EndedBy));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_said_before_a_cut_comes_late_and_the_cut_behind_it(bool answered)
    {
        var time = new FakeTimeProvider();
        using var service = new Service();
        await using var link = await OpenAsync(service, "latency=1h", time);
        using var pair = await Pair.ThroughAsync(link, service);
        await pair.Service.SayAsync("last words");
        while (link.Connections[0].Touches.Count == 0) await RoundAsync(link);
        pair.Service.Cut();
        // What is said to one who is gone fails, and harms nothing that is on its way.
        if (answered) await pair.Client.SayAsync("are you there?");
        await RoundAsync(link);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("last words", await pair.Client.HearAsync(10));
        Assert.Equal("reset", await pair.Client.EndAsync().InTime());
        Assert.Equal(EndReason.ServiceReset, (await link.EndedAsync(1)).EndReason);
    }

    [Fact]
    public async Task Exactly_the_limit_arrives()
    {
        using var service = new Service();
        await using var link = await OpenAsync(service, "limit=1234567B", TimeProvider.System);
        using var pair = await Pair.ThroughAsync(link, service);
        var saying = pair.Service.SayAsync(new byte[4 << 20]);
        Assert.Equal(1_234_567, (await pair.Client.HearAllAsync()).Length);
        await Task.WhenAny(saying).InTime();
    }

    [Fact]
    public async Task A_connection_that_is_refused_was_never_at_the_service()
    {
        using var service = new Service();
        await using var link = await OpenAsync(service, "refuse", TimeProvider.System);
        Assert.Equal("reset", await Pair.FateAsync(link).InTime());
        await link.Faults.ClearAsync();
        using var pair = await Pair.ThroughAsync(link, service);
        Assert.Equal(["refuse", null], link.Connections.Select(connection => connection.EndedBy));
    }

    [Fact]
    public async Task The_first_fail_and_all_later_ones_pass()
    {
        using var service = new Service();
        await using var link = await OpenAsync(service, "fail-first=2", TimeProvider.System);
        Assert.Equal("reset", await Pair.FateAsync(link).InTime());
        Assert.Equal("reset", await Pair.FateAsync(link).InTime());
        using var third = await Pair.ThroughAsync(link, service);
        using var fourth = await Pair.ThroughAsync(link, service);
    }

    [Fact]
    public async Task No_more_than_so_many_at_one_time()
    {
        using var service = new Service();
        await using var link = await OpenAsync(service, "max-connections=1", TimeProvider.System);
        using (var first = await Pair.ThroughAsync(link, service))
        {
            Assert.Equal("reset", await Pair.FateAsync(link).InTime());
            first.Client.Cut();
            await link.EndedAsync(1);
        }
        using var next = await Pair.ThroughAsync(link, service);
    }

    [Fact]
    public async Task Silence_takes_the_connection_and_says_nothing_until_the_client_leaves()
    {
        using var service = new Service();
        await using var link = await OpenAsync(service, "silence", TimeProvider.System);
        using var client = await Pair.DialAsync(link);
        await client.SayAsync("anybody?");
        await RoundAsync(link);
        Assert.Null(Assert.Single(link.Connections).Upstream);
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal(EndReason.ClientReset, (await link.EndedAsync(1)).EndReason);
    }

    [Fact]
    public async Task A_slow_service_hears_later_what_was_said_meanwhile()
    {
        var time = new FakeTimeProvider();
        using var service = new Service();
        await using var link = await OpenAsync(service, "slow-open=1h", time);
        using var client = await Pair.DialAsync(link);
        await client.SayAsync("hello");
        while (link.Totals.Live == 0) await RoundAsync(link);
        var accepting = service.AcceptAsync();
        Assert.False(accepting.IsCompleted);
        time.Advance(TimeSpan.FromHours(1));
        using var taken = await accepting;
        Assert.Equal("hello", await taken.HearAsync(5));
    }

    [Fact]
    public async Task Whom_a_share_concerns_is_the_same_at_each_run_with_the_same_seed()
    {
        using var service = new Service();
        List<string> fates = [];
        foreach (var seed in (ulong[])[7, 7, 8])
        {
            await using var link = await TestLinks.OpenAsync(new()
            {
                Name = "shared", Upstream = service.Endpoint, Seed = seed, Faults = FaultText.Parse("refuse share=50%").Value,
            });
            var clients = new List<Socket>();
            for (var i = 0; i < 40; i++)
            {
                clients.Add(new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
                // One that is cut at once may not even learn that it was connected.
                await Record.ExceptionAsync(() => clients[^1].ConnectAsync(link.Listen, Patience.Token).AsTask());
            }
            while (link.Totals.Accepted < 40) await RoundAsync(link);
            // The last is counted before it is carried.
            await RoundAsync(link);
            fates.Add(string.Concat(link.Connections.Select(connection => connection.EndedBy == "refuse" ? 'x' : 'o')));
            clients.ForEach(client => client.Dispose());
        }
        Assert.Equal(fates[0], fates[1]);
        Assert.NotEqual(fates[0], fates[2]);
        Assert.InRange(fates[0].Count(letter => letter == 'x'), 10, 30);
    }

    [Fact]
    public async Task An_observer_is_told_of_bytes_before_and_after_the_faults_and_of_what_they_decide()
    {
        using var service = new Service();
        var observer = new Recorder();
        await using var link = await TestLinks.OpenAsync(new()
        {
            Name = "watched", Upstream = service.Endpoint, Observer = observer, Faults = FaultText.Parse("limit=3B direction=up").Value,
        });
        using var pair = await Pair.ThroughAsync(link, service);
        await pair.Client.SayAsync("hello");
        await pair.Service.HearAllAsync();
        await link.EndedAsync(1);
        await RoundAsync(link);
        Assert.Equal(
            ["opened 1", "Received up 0+hello", "limit cut 0+3", "limit close 3+2", "Delivered up 0+hel", "ended 1 Fault limit 3/0"],
            observer.Lines);
    }

    [Fact]
    public async Task An_observer_that_throws_is_not_asked_again_and_harms_nobody()
    {
        using var service = new Service();
        var observer = new Thrower();
        await using var link = await TestLinks.OpenAsync(new() { Name = "thrown", Upstream = service.Endpoint, Observer = observer });
        for (var i = 0; i < 2; i++)
        {
            using var pair = await Pair.ThroughAsync(link, service);
            await pair.Client.SayAsync("hello");
            Assert.Equal("hello", await pair.Service.HearAsync(5));
        }
        Assert.Equal(1, observer.Asked);
    }

    static Task<Link> OpenAsync(Service service, string faults, TimeProvider time) => TestLinks.OpenAsync(new()
    {
        Name = "test", Upstream = service.Endpoint, Time = time, Faults = faults.Length > 0 ? FaultText.Parse(faults).Value : [],
    });

    // A command comes back when what the sockets told before it was seen to.
    static Task RoundAsync(Link link) => link.SetEnabledAsync(true);

    sealed class Thrower : ILinkObserver
    {
        public int Asked { get; private set; }

        public LinkEvents Wants => LinkEvents.All;

        public void Opened(in ConnectionOpened connection)
        {
            Asked++;
            throw new InvalidOperationException("an observer of a test");
        }
    }
}
