using System.Net;
using System.Threading.Channels;
using Berth.Links.Faults;
using Berth.Links.Scenarios;
using Berth.Links.Tests.Relay;
using Microsoft.Extensions.Time.Testing;

namespace Berth.Links.Tests.Scenarios;

public class ScenarioTests
{
    static readonly Scenario evening = new("evening",
    [
        new(StepWait.Nothing, new ScenarioAction.Set(FaultText.Parse("latency=10ms").Value)),
        new(StepWait.For(Seconds(5)), new ScenarioAction.Ramp(
            FaultText.Parse("latency=10ms").Value[0], FaultText.Parse("latency=110ms share=50%").Value[0], Seconds(10), 2)),
        new(StepWait.ForBytes(64_000), new ScenarioAction.Repeat(2,
        [
            new(StepWait.For(Seconds(1)), new ScenarioAction.Switch(false)),
            new(StepWait.For(Seconds(2)), new ScenarioAction.Switch(true)),
        ])),
        new(StepWait.Nothing, new ScenarioAction.End(true)),
        new(StepWait.For(Seconds(3)), new ScenarioAction.Remove("latency")),
    ]);

    [Fact]
    public void A_dry_run_shows_when_what_happens() => Assert.Equal(
        """
        0        latency=10ms
        5s       + latency=10ms
        10s      + latency=60ms share=75%
        15s      + latency=110ms share=50%
        64KB passed
        +0       end
        +1s      off
        +3s      on
        +4s      off
        +6s      on
        +6s      reset all
        +9s      - latency

        """, ScenarioTimeline.Text(evening));

    [Fact]
    public void A_long_one_is_cut_short() => Assert.EndsWith("...\n",
        ScenarioTimeline.Text(new("flap", [new(default, new ScenarioAction.Repeat(1000, evening.Steps))]), most: 20));

    [Fact]
    public async Task It_is_played_by_the_clock_and_what_it_changed_is_put_back()
    {
        var time = new AwaitedTime();
        await using var link = await OpenAsync(time);
        await link.Faults.AddAsync(FaultText.Parse("slicer=100B").Value[0]);
        await time.WaitedForAsync(); // by the link's own loop
        var steps = new List<string>();
        var scenario = evening with { Steps = [.. evening.Steps.Where(step => !step.Wait.IsOpen)] };
        var running = ScenarioRunner.RunAsync(scenario, link, time, step => steps.Add($"{step.At.TotalSeconds} {step.Action}"));
        foreach (var pause in (int[])[5, 5, 5, 3])
        {
            await time.WaitedForAsync();
            time.Advance(Seconds(pause));
        }
        await running;
        Assert.Equal(Expected, steps);
        Assert.Equal("slicer=100B", Assert.Single(link.Faults.All).ToString());
    }

    static string[] Expected =>
    [
        "0 latency=10ms",
        "5 + latency=10ms",
        "10 + latency=60ms share=75%",
        "15 + latency=110ms share=50%",
        "15 reset all",
        "18 - latency",
    ];

    [Fact]
    public async Task A_step_waits_for_what_clients_do()
    {
        using var service = new Service();
        await using var link = await TestLinks.OpenAsync(new() { Name = "waits", Upstream = service.Endpoint });
        var steps = new List<string>();
        var scenario = new Scenario("conditions",
        [
            new(StepWait.ForConnections(2), new ScenarioAction.Put(FaultText.Parse("latency=1us").Value[0])),
            new(StepWait.ForBytes(5), new ScenarioAction.End(false)),
        ]);
        var running = ScenarioRunner.RunAsync(scenario, link, TimeProvider.System, step => steps.Add(step.Action.ToString()));
        using var first = await Pair.ThroughAsync(link, service);
        Assert.Empty(link.Faults.All);
        using var second = await Pair.ThroughAsync(link, service);
        while (link.Faults.All.Count == 0) await Task.Yield();
        await second.Client.SayAsync("hello");
        Assert.Equal("fin", await second.Service.EndAsync().InTime());
        await running.InTime();
        Assert.Equal(["+ latency=1us", "close all"], steps);
        Assert.Empty(link.Faults.All);
    }

    [Fact]
    public async Task One_that_is_ended_early_leaves_the_link_as_it_was()
    {
        var time = new FakeTimeProvider();
        await using var link = await OpenAsync(time);
        using var ending = new CancellationTokenSource();
        var scenario = new Scenario("off",
        [
            new(default, new ScenarioAction.Switch(false)),
            new(StepWait.For(Seconds(60)), new ScenarioAction.Rest()),
        ]);
        var running = ScenarioRunner.RunAsync(scenario, link, time, _ => ending.Cancel(), ending.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(link.Enabled);
    }

    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    static Task<Link> OpenAsync(TimeProvider time) =>
        TestLinks.OpenAsync(new() { Name = "played", Upstream = new IPEndPoint(IPAddress.Loopback, 1), Time = time });

    /// <summary>Says when somebody waits for it, so that it is not turned before.</summary>
    sealed class AwaitedTime : FakeTimeProvider
    {
        readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

        public async Task WaitedForAsync() => await waits.Reader.ReadAsync(Patience.Token);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            waits.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
