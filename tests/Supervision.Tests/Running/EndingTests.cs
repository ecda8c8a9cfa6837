using Berth.Counterparts;
using Berth.Linux.ProcFs;
using Berth.Model.Services;

namespace Berth.Supervision.Tests.Running;

public sealed class EndingTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task One_that_ignores_the_signal_is_killed_after_its_grace_with_all_that_it_started(bool hasGroups)
    {
        await using var bench = new Bench(hasGroups: hasGroups);
        const string stubborn = "import os, signal\nsignal.signal(15, signal.SIG_IGN)\nif os.fork() == 0: os.setsid()\nos.write(1, b'%d\\n' % os.getpid())\nwhile True: signal.pause()";
        var run = bench.Started(Bench.Python("a", stubborn) with { Stop = new StopPolicy(15, TimeSpan.FromMilliseconds(100)) });
        Eventually.True(() => bench.Lines().Count == 2, "both write");
        var pids = bench.Lines().Select(int.Parse).ToArray();
        await run.StopAsync(null, now: false);
        Assert.All(pids, pid => Assert.Null(ThisProcess.StartTicks(pid)));
        Assert.Contains("berth: it did not end within 0.1 s, and was killed", bench.Lines());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_program_that_goes_to_the_background_is_still_the_service_and_ends_with_it(bool hasGroups)
    {
        await using var bench = new Bench(hasGroups: hasGroups);
        const string daemon = "import os, signal\nif os.fork(): os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\nos.write(1, b'%d\\n' % os.getpid())\nwhile True: signal.pause()";
        var run = bench.Started(Bench.Python("a", daemon));
        Eventually.True(() => bench.Lines().Any(line => line.Contains("they are the service now", StringComparison.Ordinal)) || Bench.State(run).Phase is ServicePhase.Failed or ServicePhase.Completed, "it is noticed");
        Assert.True(Bench.State(run).Phase is ServicePhase.Starting or ServicePhase.Ready);
        var pid = int.Parse(Eventually.Get(() => bench.Lines().FirstOrDefault(line => !line.StartsWith("berth", StringComparison.Ordinal)), "it writes its pid"));
        Eventually.True(() => (Bench.State(run).Phase, Bench.State(run).Pid) == (ServicePhase.Ready, pid), "its pid is the daemon's");
        await run.StopAsync(null, now: false);
        Assert.Null(ThisProcess.StartTicks(pid));
        Assert.Equal(ServicePhase.Down, Bench.State(bench.Run(run.Project.Services)).Phase);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData("if os.fork():\n  while not os.path.exists(folder + '/go'): time.sleep(0.01)\n  os._exit(0)", true)]
    [InlineData("if os.fork():\n  while not os.path.exists(folder + '/go'): time.sleep(0.01)\n  os._exit(0)", false)]
    public async Task One_that_left_session_and_environment_ends_with_the_service(string fork, bool hasGroups)
    {
        await using var bench = new Bench(hasGroups: hasGroups);
        // Nothing of it tells whose it is: no session, no environment, no output.
        File.WriteAllText(Path.Combine(bench.Folder, "left.py"), "import os, signal, sys\nopen(sys.argv[1] + '/new', 'w').write(str(os.getpid())); os.rename(sys.argv[1] + '/new', sys.argv[1] + '/pid')\nwhile True: signal.pause()");
        File.WriteAllText(Path.Combine(bench.Folder, "leave.py"), $"""
            import os, sys, time
            folder = os.environ['DIR']
            {fork}
            os.setsid()
            null = os.open('/dev/null', 2)
            for fd in (0, 1, 2): os.dup2(null, fd)
            os.execve(sys.executable, [sys.executable, folder + '/left.py', folder], dict())
            """);
        var run = bench.Started(Bench.Python("a", "import os, signal, subprocess, sys\nsubprocess.Popen([sys.executable, os.environ['DIR'] + '/leave.py'])\nwhile True: signal.pause()"));
        var path = Path.Combine(bench.Folder, "pid");
        Eventually.True(() => File.Exists(path), "it has left");
        var pid = int.Parse(File.ReadAllText(path));
        // It is seen below the service, as it is while that becomes ready; then its parent ends.
        Assert.Contains(pid, run.PidsOf("a"));
        File.WriteAllText(Path.Combine(bench.Folder, "go"), "");
        if (fork.Length > 0) Eventually.True(() => !ProcessTree.Below(Environment.ProcessId).Contains(pid), "its parent has ended");
        await run.StopAsync(null, now: false);
        Assert.Null(ThisProcess.StartTicks(pid));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task One_that_is_ended_at_its_first_moment_is_gone(bool hasGroups)
    {
        await using var bench = new Bench(hasGroups: hasGroups);
        for (var round = 0; round < 5; round++)
        {
            var run = bench.Started(Bench.Python("a", "import signal\nsignal.pause()"));
            Eventually.True(() => !bench.Remembered.IsEmpty, "it was started");
            var pid = bench.Remembered["a"].Process.Pid;
            await run.StopAsync(null, now: round % 2 == 0);
            Assert.Null(ThisProcess.StartTicks(pid));
        }
    }

    [Fact]
    public async Task What_a_failed_service_left_behind_is_ended()
    {
        await using var bench = new Bench();
        var run = bench.Started(Bench.Python("a", "import os, signal\nif os.fork() == 0:\n  os.write(1, b'%d\\n' % os.getpid())\n  signal.pause()\nraise SystemExit(2)") with { Restart = RestartPolicy.Never });
        Bench.Until(run, ServicePhase.Failed);
        Assert.Empty(bench.Left());
    }

    [Fact]
    public async Task A_second_wish_to_end_it_now_does_not_wait_for_the_grace()
    {
        await using var bench = new Bench(new MovedClock());
        var run = bench.Started(Bench.Python("a", "import signal\nsignal.signal(15, signal.SIG_IGN)\nprint('up', flush=True)\nwhile True: signal.pause()"));
        Eventually.True(() => bench.Lines().Contains("up"), "it runs");
        var first = run.StopAsync(null, now: false);
        Bench.Until(run, ServicePhase.Stopping);
        var second = run.StopAsync(null, now: true);
        // The clock stands: only a kill can have ended it. What looks whether it is empty waits on that clock.
        Eventually.True(() => bench.Left().Count == 0, "it was killed");
        Eventually.True(() =>
        {
            ((MovedClock)bench.Clock).Move(TimeSpan.FromMilliseconds(50));
            return first.IsCompleted && second.IsCompleted;
        }, "both come back");
    }
}
