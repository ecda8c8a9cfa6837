using System.Text;
using Berth.Counterparts;
using Berth.Model.Services;
using Berth.Supervision.Starting;

namespace Berth.Supervision.Tests.Running;

/// <summary>What counts as started, and what a service finds when it is.</summary>
public sealed class StartTests : IAsyncDisposable
{
    readonly Bench bench = new();

    static ServiceDefinition Words(string name, params string[] words) => new(name, new ServiceCommand(words, null)) { Directory = "/" };

    [Theory]
    [InlineData("no-such-program-anywhere", "no-such-program-anywhere was not found; PATH is that of the shell that `berth up` was run in")]
    [InlineData("/etc/passwd", "/etc/passwd cannot be run: Permission denied")]
    public async Task A_command_that_cannot_be_run_has_failed_at_once_and_nothing_is_started_on_it(string program, string reason)
    {
        var run = bench.Started(Words("a", program), Bench.Python("b", "pass") with { Needs = [new Need("a", NeedLevel.Started)] });
        var (service, why) = Assert.Single(await run.ReadyAsync(["a"], CancellationToken.None));
        Assert.StartsWith(reason, why, StringComparison.Ordinal);
        Bench.Until(run, ServicePhase.Failed);
        Bench.Until(run, ServicePhase.Failed, "b");
        Assert.DoesNotContain(ServicePhase.Restarting, bench.Phases());
        Assert.DoesNotContain(ServicePhase.Starting, bench.Phases("b"));
        Assert.Empty(bench.Remembered);
        Assert.Empty(bench.Left());
    }

    [Theory]
    [InlineData(false, "open")]
    [InlineData(true, "at its end")]
    public async Task The_input_of_a_service_stays_open_as_at_a_terminal_and_that_of_a_task_has_ended(bool isTask, string input)
    {
        var service = Bench.Python("a", $"import select, sys\nprint('at its end' if select.select([0], [], [], 0)[0] else 'open', flush=True)\n{(isTask ? "" : "import signal; signal.pause()")}") with { IsTask = isTask };
        var run = bench.Started(service);
        Assert.Empty(await run.ReadyAsync(["a"], CancellationToken.None));
        Eventually.True(() => bench.Lines().Contains(input), input);
    }

    [Fact]
    public async Task Who_waits_hears_of_the_first_end_though_it_is_started_again()
    {
        var run = bench.Started(Bench.Python("a", "raise SystemExit(3)") with { Restart = RestartPolicy.OnFailure with { First = TimeSpan.FromHours(1), Longest = TimeSpan.FromHours(1) } });
        Assert.Equal([("a", "it ended with 3")], await run.ReadyAsync(["a"], CancellationToken.None));
        Assert.Equal(ServicePhase.Restarting, Bench.State(run).Phase);
    }

    [Fact]
    public async Task What_needs_it_waits_through_its_restarts()
    {
        var flaky = Bench.Python("a", "import os, signal\nif not os.path.exists(os.environ['DIR'] + '/once'): open(os.environ['DIR'] + '/once', 'w').close(); raise SystemExit(1)\nsignal.pause()")
            with { Restart = RestartPolicy.OnFailure with { First = TimeSpan.FromMilliseconds(10) } };
        var run = bench.Started(flaky, Bench.Python("b", "import signal; signal.pause()") with { Needs = [new Need("a", NeedLevel.Ready)] });
        Assert.Empty(await run.ReadyAsync(["b"], CancellationToken.None));
    }

    [Fact]
    public async Task A_service_that_ends_with_0_before_it_was_ready_is_told()
    {
        var run = bench.Started(Bench.Python("a", "pass"));
        var (_, why) = Assert.Single(await run.ReadyAsync(["a"], CancellationToken.None));
        Assert.StartsWith("it ended with 0 before it was ready", why, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_given_up_has_failed_also_when_it_ended_with_0()
    {
        var run = bench.Started(Bench.Python("a", "pass") with { Restart = new RestartPolicy(RestartWhen.Always, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1), 2) });
        Bench.Until(run, ServicePhase.Failed);
        Assert.Equal("it ended with 0, 3 times in a row; it is not started again", Bench.State(run).Reason);
    }

    [Theory]
    [InlineData("A=1\0B=\0\0", "A=1|B=")]
    [InlineData("\0", "")]
    [InlineData("", null)]
    [InlineData("A=1\0", null)]
    [InlineData("A=1\0B=\0", null)]
    [InlineData("A=1\0B", null)]
    public void A_part_of_an_environment_is_not_taken_for_the_whole(string text, string? variables)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.Equal(variables, EntryWords.ReadEnvironment(input) is { } read ? string.Join('|', read) : null);
    }

    [Fact]
    public async Task A_process_that_is_never_told_to_go_on_ends_by_itself()
    {
        var start = (await bench.PrepareAsync(Bench.Python("a", "print('it runs')"))).Start!;
        Directory.CreateDirectory(bench.Host.PipeFolder);
        using var begun = EntryStart.Begin(Bench.Entry, start, "run1", "/dev/null", openInput: true, start.Launch.Command);
        begun.Child.StandardInput.Close();
        await begun.Child.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(126, begun.Child.ExitCode);
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}
