using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Free;

/// <summary>Processes that do not go, or come back.</summary>
public sealed class StubbornTests : IDisposable
{
    const string Deaf = "signal.signal(signal.SIGTERM, signal.SIG_IGN); s = listen('127.0.0.1', 3000); ready(); wait()";

    readonly NetworkNamespace net = new();

    [Fact]
    public void One_that_ignores_the_request_is_told_and_not_killed()
    {
        using var server = net.StartPython(Deaf);
        var result = BerthProgram.Run(net, "free", "3000", "--yes", "--grace", "300ms");
        Assert.Equal(5, result.ExitCode);
        Assert.Contains("still held by", result.Output);
        Assert.Contains("--force", result.Error);
        Assert.False(server.HasEnded);
        Assert.Equal([server.Pid], BerthProgram.OnlyRow(net).Pids);
    }

    [Fact]
    public void With_force_it_is_killed_after_its_time()
    {
        using var server = net.StartPython(Deaf);
        var result = BerthProgram.Run(net, "free", "3000", "--yes", "--force", "--grace", "300ms");
        Assert.Equal((0, "127.0.0.1:3000 is free.\n"), (result.ExitCode, result.Output));
        Assert.Contains("was killed", result.Error);
        server.WaitForEnd();
    }

    [Fact]
    public void One_that_ends_in_good_order_within_its_time_is_not_killed()
    {
        using var server = net.StartPython("""
            def end(*_): sys.exit(7)
            signal.signal(signal.SIGTERM, end); s = listen('127.0.0.1', 3000); ready(); wait()
            """);
        Assert.Equal(0, BerthProgram.Run(net, "free", "3000", "--yes", "--force").ExitCode);
        Assert.Equal(7, server.WaitForEnd());
    }

    [Fact]
    public void One_that_is_started_again_is_told_with_who_has_it_now()
    {
        using var supervisor = net.StartPython("""
            import ctypes
            first = True
            while True:
                pid = os.fork()
                if pid == 0:
                    ctypes.CDLL(None).prctl(1, signal.SIGKILL) # PR_SET_PDEATHSIG: it never outlives the supervisor
                    s = listen('127.0.0.1', 3000)
                    if first: ready(os.getpid())
                    signal.pause()
                os.waitpid(pid, 0)
                first = False
            """);
        var result = BerthProgram.Run(net, "free", "3000", "--yes");
        Assert.Equal(5, result.ExitCode);
        var now = Assert.Single(BerthProgram.OnlyRow(net).Pids);
        Assert.NotEqual(supervisor.Words[0], now.ToString());
        Assert.Equal($"127.0.0.1:3000 is held again, now by {Path.GetFileName(Python.Path)} (pid {now}): {Path.GetFileName(Python.Path)} (pid {supervisor.Pid}) started it anew.\n", result.Output);
        Assert.False(supervisor.HasEnded);
    }

    [Fact]
    public void A_master_that_ends_its_workers_frees_the_port()
    {
        using var master = net.StartPython("""
            s = listen('127.0.0.1', 3000); workers = []
            for _ in range(2):
                pid = os.fork()
                if pid == 0: signal.pause(); os._exit(0)
                workers.append(pid)
            def end(*_):
                for pid in workers: os.kill(pid, signal.SIGTERM); os.waitpid(pid, 0)
                sys.exit(0)
            signal.signal(signal.SIGTERM, end); ready(*workers); wait()
            """);
        var result = BerthProgram.Run(net, "free", "3000", "--yes");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"(pid {master.Pid}) to end", result.Error);
        Assert.Contains("its 2 workers", result.Error);
        Assert.Equal(0, master.WaitForEnd());
    }

    [Fact]
    public void A_worker_that_outlives_its_master_is_asked_too()
    {
        using var master = net.StartPython("""
            s = listen('127.0.0.1', 3000)
            pid = os.fork()
            if pid == 0: wait(); os._exit(0)
            ready(pid); wait()
            """);
        var result = BerthProgram.Run(net, "free", "3000", "--yes");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(master.Words[0], result.Error);
    }

    [Fact]
    public void With_tree_the_workers_are_ended_too()
    {
        using var master = net.StartPython("""
            s = listen('127.0.0.1', 3000)
            pid = os.fork()
            if pid == 0: wait(); os._exit(0)
            ready(pid); wait()
            """);
        Assert.Equal(0, BerthProgram.Run(net, "free", "3000", "--yes", "--tree").ExitCode);
        master.WaitForEnd();
    }

    public void Dispose() => net.Dispose();
}
