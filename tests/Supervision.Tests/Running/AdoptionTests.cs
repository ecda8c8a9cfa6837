using Berth.Counterparts;
using Berth.Linux.Cgroups;
using Berth.Model.Processes;
using Berth.Model.Services;
using Berth.Supervision.Members;
using Berth.Supervision.Running;
using Berth.Supervision.Starting;

namespace Berth.Supervision.Tests.Running;

public sealed class AdoptionTests : IAsyncDisposable
{
    readonly Bench bench = new();

    const string Talks = "import os, signal, sys, time\nprint('first', flush=True)\nwhile not os.path.exists(os.environ['DIR'] + '/go'): time.sleep(0.01)\nprint('second', flush=True)\nsignal.pause()";

    [Fact]
    public async Task What_an_earlier_daemon_left_running_is_taken_over_with_its_output()
    {
        var (service, known) = await LeftAsync();
        File.WriteAllText(Path.Combine(bench.Folder, "go"), "");

        var run = bench.Run(service);
        var group = new OwnGroup(known.GroupFolder!);
        var process = ServiceProcess.Adopt(known.Process, ServiceMembers.Of(group, known.Process, known.RunId));
        Assert.NotNull(process);
        run.Adopt(service, bench, known, process, () => group.Remove());
        Assert.Empty(await run.ReadyAsync(["a"], CancellationToken.None));
        Eventually.True(() => bench.Lines().Contains("second"), "its output is read on");
        Assert.Equal(known.Process.Pid, Bench.State(run).Pid);

        await run.StopAsync(null, now: false);
        Assert.Empty(bench.Left());
        Assert.False(Directory.Exists(known.GroupFolder));
    }

    [Fact]
    public async Task Another_process_under_the_same_pid_is_not_taken()
    {
        var (_, known) = await LeftAsync();
        var members = ServiceMembers.Of(new OwnGroup(known.GroupFolder!), known.Process, known.RunId);
        Assert.Null(ServiceProcess.Adopt(known.Process with { StartTicks = known.Process.StartTicks + 1 }, members));
        Assert.Null(ServiceProcess.Adopt(new ProcessKey(Environment.ProcessId, known.Process.StartTicks), members));
    }

    // As a daemon leaves it that is killed: nobody reads its output, nobody waits for it.
    async Task<(ServiceDefinition, RunningService)> LeftAsync()
    {
        var service = Bench.Python("a", Talks);
        var start = (await bench.PrepareAsync(service)).Start!;
        var pipe = Path.Combine(bench.Host.PipeFolder, "a.out");
        Directory.CreateDirectory(bench.Host.PipeFolder);
        Assert.True(Berth.Linux.Native.NamedPipe.Make(pipe, out _));
        using var process = ServiceProcess.Begin(Bench.Entry, start, "run1", pipe, openInput: true, out var problem);
        Assert.Null(problem);
        Assert.Null(await process!.GoAsync());
        Eventually.True(() => start.Group!.Processes().Contains(process!.Key.Pid), "it is in its group");
        return (service, new RunningService("a", "run1", process!.Key, start.Group!.Folder, pipe, TimeProvider.System.GetUtcNow(), 0, true, []));
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}
