using Berth.Counterparts;
using Berth.Model.Services;

namespace Berth.Supervision.Tests.Running;

public sealed class OrderTests : IAsyncDisposable
{
    readonly Bench bench = new();

    const string Serves = "print('up', flush=True)\nimport signal\nsignal.pause()";

    [Fact]
    public async Task What_waits_for_its_turn_is_written_down_before_anything_of_it_runs()
    {
        await using var bench = new Bench();
        var run = bench.Started(Bench.Python("a", "import signal\nsignal.pause()") with { Ready = new Readiness(ReadyKind.Log) { Text = "never" } },
            Bench.Python("b", "import signal\nsignal.pause()") with { Needs = [new Need("a", NeedLevel.Ready)] });
        Eventually.True(() => bench.Remembered.ContainsKey("a") && bench.Wished.ContainsKey("b"), "one runs, one is to run");
        await run.StopAsync(["a", "b"], now: true, again: true);
        Assert.True(bench.Wished.ContainsKey("a") && bench.Wished.ContainsKey("b"));
        run.Start(run.Project.Services, _ => bench);
        Eventually.True(() => bench.Remembered.ContainsKey("a"), "it runs again");
        await run.StopAsync(null, now: true);
        Assert.Empty(bench.Wished);
        Assert.Empty(bench.Remembered);
    }

    [Fact]
    public async Task A_service_starts_when_what_it_needs_is_ready_and_ends_before_it()
    {
        var db = Bench.Python("db", "import os, signal, sys\nsignal.signal(15, lambda *_: (print('db ends', flush=True), sys.exit(0)))\nwhile not os.path.exists(os.environ['DIR'] + '/go'): pass\nprint('open', flush=True)\nsignal.pause()")
            with { Ready = new Readiness(ReadyKind.Log) { Text = "^open$" } };
        var api = Bench.Python("api", "import signal, sys\nsignal.signal(15, lambda *_: (print('api ends', flush=True), sys.exit(0)))\nprint('up', flush=True)\nsignal.pause()") with { Needs = [new Need("db", NeedLevel.Ready)] };
        var run = bench.Started(api, db);
        Bench.Until(run, ServicePhase.Starting, "db");
        Assert.Equal(ServicePhase.Waiting, Bench.State(run, "api").Phase);
        File.WriteAllText(Path.Combine(bench.Folder, "go"), "");
        Assert.Empty(await run.ReadyAsync(["api", "db"], CancellationToken.None));
        Eventually.True(() => bench.Lines("api").Contains("up"), "api writes");

        await run.StopAsync(null, now: false);
        var ends = bench.Messages.Where(message => message.Line is not null).Select(message => message.Line!.Text).Where(text => text.EndsWith("ends", StringComparison.Ordinal));
        Assert.Equal(["api ends", "db ends"], ends);
        Assert.Empty(bench.Left());
        Assert.Empty(bench.Remembered);
    }

    [Fact]
    public async Task A_task_that_is_needed_is_done_before_and_its_failure_is_said()
    {
        var migrate = Bench.Python("migrate", "raise SystemExit(3)") with { IsTask = true, Restart = RestartPolicy.Never };
        var api = Bench.Python("api", Serves) with { Needs = [new Need("migrate", NeedLevel.Completed)] };
        var web = Bench.Python("web", Serves) with { Needs = [new Need("api", NeedLevel.Started)] };
        var run = bench.Started(web, api, migrate);
        var problems = await run.ReadyAsync(["web", "api"], CancellationToken.None);
        Assert.Equal([("web", "it needs api, which is not started"), ("api", "it needs migrate, which is not completed: it ended with 3")], problems);
        Assert.Equal((ServicePhase.Failed, 3), (Bench.State(run, "migrate").Phase, Bench.State(run, "migrate").ExitCode));
        Assert.DoesNotContain(ServicePhase.Starting, bench.Phases("api"));
    }

    [Fact]
    public async Task A_task_that_is_done_lets_the_others_start()
    {
        var migrate = Bench.Python("migrate", "print('done')") with { IsTask = true, Restart = RestartPolicy.Never };
        var api = Bench.Python("api", Serves) with { Needs = [new Need("migrate", NeedLevel.Completed)] };
        var run = bench.Started(api, migrate);
        Assert.Empty(await run.ReadyAsync(["api"], CancellationToken.None));
        Assert.Equal(ServicePhase.Completed, Bench.State(run, "migrate").Phase);
        Assert.Equal(["done"], bench.Lines("migrate"));
    }

    [Fact]
    public async Task One_service_alone_can_be_ended_and_started_again()
    {
        var run = bench.Started(Bench.Python("a", Serves), Bench.Python("b", Serves));
        await run.ReadyAsync(["a", "b"], CancellationToken.None);
        await run.StopAsync(["a"], now: false);
        Assert.Equal((ServicePhase.Down, ServicePhase.Ready), (Bench.State(run).Phase, Bench.State(run, "b").Phase));
        Assert.Equal(["a"], run.Start(run.Project.Services, _ => bench));
        Assert.Empty(await run.ReadyAsync(["a"], CancellationToken.None));
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}
