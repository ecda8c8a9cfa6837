using Berth.Counterparts;
using Berth.Daemon.Life;

namespace Berth.Daemon.Tests.Life;

public sealed class DaemonLifeTests : IDisposable
{
    static readonly TimeSpan nearly = DaemonLife.IdleLimit - TimeSpan.FromMinutes(1), minute = TimeSpan.FromMinutes(1);

    readonly MovedClock clock = new();
    readonly Activity activity;
    readonly List<string> reasons = [];
    DaemonLife life;
    Task watching;

    public DaemonLifeTests()
    {
        activity = new Activity(clock);
        (life, watching) = Begin(onDemand: true);
    }

    public void Dispose()
    {
        life.End();
        watching.GetAwaiter().GetResult();
        life.Dispose();
    }

    (DaemonLife, Task) Begin(bool onDemand)
    {
        var begun = new DaemonLife(clock, activity, onDemand);
        begun.KeepFor(() => reasons);
        return (begun, begun.WatchAsync());
    }

    // The watch looks every 30 seconds; each look is over before the next one, and the last one is waited for.
    void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(30))
        {
            clock.Move(TimeSpan.FromSeconds(30));
            Eventually.True(() => life.Ending.IsCancellationRequested || clock.Next is not null, "it waits for the next look");
        }
    }

    bool HasEnded => life.Ending.IsCancellationRequested;

    [Fact]
    public void One_that_a_command_started_ends_when_nothing_has_asked_for_a_while()
    {
        Pass(nearly);
        Assert.False(HasEnded);
        Pass(minute + minute);
        Eventually.True(() => HasEnded, "it ends");
    }

    [Fact]
    public void A_request_begins_the_quiet_anew()
    {
        Pass(nearly);
        activity.Begin().Dispose();
        Pass(nearly);
        Assert.False(HasEnded);
    }

    [Fact]
    public void A_request_that_is_open_keeps_it()
    {
        var open = activity.Begin();
        Pass(DaemonLife.IdleLimit * 3);
        Assert.False(HasEnded);
        open.Dispose();
        Pass(nearly);
        Assert.False(HasEnded);
        Pass(minute + minute);
        Eventually.True(() => HasEnded, "it ends");
    }

    [Fact]
    public void Whoever_needs_it_keeps_it_and_the_quiet_begins_when_nobody_does()
    {
        reasons.Add("1 service of shop");
        Pass(DaemonLife.IdleLimit * 3);
        Assert.False(HasEnded);
        Assert.Equal(["1 service of shop"], life.Keeps);
        reasons.Clear();
        Pass(nearly);
        Assert.False(HasEnded);
        Pass(minute + minute);
        Eventually.True(() => HasEnded, "it ends");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_a_person_started_stays(bool afterwards)
    {
        if (afterwards) life.Stay();
        else
        {
            Dispose();
            (life, watching) = Begin(onDemand: false);
        }
        Pass(DaemonLife.IdleLimit * 3);
        Assert.False(HasEnded);
    }
}
