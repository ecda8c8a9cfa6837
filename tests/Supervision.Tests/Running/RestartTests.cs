using Berth.Counterparts;
using Berth.Model.Services;

namespace Berth.Supervision.Tests.Running;

public sealed class RestartTests : IAsyncDisposable
{
    readonly MovedClock clock = new();
    readonly Bench bench;

    public RestartTests() => bench = new Bench(clock);

    [Fact]
    public void A_crash_loop_is_slowed_down_and_given_up()
    {
        var policy = new RestartPolicy(RestartWhen.OnFailure, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), Tries: 4);
        var run = bench.Started(Bench.Python("a", "raise SystemExit(7)") with { Restart = policy });
        foreach (var pause in (int[])[1, 2, 3, 3])
        {
            Bench.Until(run, ServicePhase.Restarting);
            Assert.Equal($"it ended with 7; it is started again in {pause} s", Bench.State(run).Reason);
            Eventually.True(() => clock.Next == TimeSpan.FromSeconds(pause), $"it waits for {pause} s");
            clock.Move(TimeSpan.FromSeconds(pause) - TimeSpan.FromTicks(1));
            Assert.Equal(ServicePhase.Restarting, Bench.State(run).Phase);
            clock.Move(TimeSpan.FromTicks(1));
            Eventually.True(() => Bench.State(run).Phase != ServicePhase.Restarting || Bench.State(run).Reason?.Contains($"in {pause} s", StringComparison.Ordinal) != true || clock.Next == TimeSpan.FromSeconds(pause), "it goes on");
        }
        Bench.Until(run, ServicePhase.Failed);
        Assert.Equal("it ended with 7, 5 times in a row; it is not started again", Bench.State(run).Reason);
        Assert.Equal(4, Bench.State(run).Restarts);
    }

    [Fact]
    public void One_that_ends_well_is_started_again_only_when_asked_to()
    {
        var once = bench.Started(Bench.Python("a", "pass"));
        Bench.Until(once, ServicePhase.Completed);
        var always = bench.Started(Bench.Python("b", "pass") with { Restart = RestartPolicy.OnFailure with { When = RestartWhen.Always } });
        Bench.Until(always, ServicePhase.Restarting, "b");
    }

    [Fact]
    public void The_signal_that_ended_it_has_its_name()
    {
        var run = bench.Started(Bench.Python("a", "import os\nos.kill(os.getpid(), 11)") with { Restart = RestartPolicy.Never });
        Bench.Until(run, ServicePhase.Failed);
        Assert.Equal(("it was ended by SIGSEGV", 139), (Bench.State(run).Reason, Bench.State(run).ExitCode));
    }

    [Fact]
    public void A_command_that_is_not_there_is_named()
    {
        var run = bench.Started(new ServiceDefinition("a", new ServiceCommand(["no-such-program"], null)) { Directory = "/", Restart = RestartPolicy.Never });
        Bench.Until(run, ServicePhase.Failed);
        Assert.StartsWith("no-such-program was not found", Bench.State(run).Reason, StringComparison.Ordinal);
        Eventually.True(() => bench.Lines().Any(line => line.StartsWith("berth: no-such-program was not found", StringComparison.Ordinal)), "its log says it too");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var run = bench.Started(Bench.Python("a", "pass") with { Directory = "/no/such/folder" });
        Bench.Until(run, ServicePhase.Failed);
        Assert.Equal("its folder /no/such/folder does not exist", Bench.State(run).Reason);
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}
