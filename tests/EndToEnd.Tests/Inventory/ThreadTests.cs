using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Inventory;

/// <summary>Processes whose threads are not alike: the first has ended, or one has descriptors of its own.</summary>
public sealed class ThreadTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Theory]
    [InlineData("bpf")]
    [InlineData("walk")]
    [InlineData("cgroup")]
    public void A_process_whose_first_thread_has_ended_is_told_as_any_other(string way)
    {
        using var server = net.StartPython("""
            import ctypes, threading
            s = listen('127.0.0.1', 3000)
            def go_on():
                while open(f'/proc/{os.getpid()}/stat').read().rsplit(')', 1)[1].split()[0] != 'Z': time.sleep(0.01)
                ready(); wait(); os._exit(0)
            threading.Thread(target=go_on).start()
            ctypes.CDLL(None).pthread_exit(None)
            """);
        var row = BerthProgram.OnlyRow(net, "--via", $"netlink,{way}");
        Assert.Equal([server.Pid], row.Pids);
        Assert.StartsWith(Python.Path, row.Texts("command")[0]);
        Assert.Equal([Environment.CurrentDirectory], row.Texts("directory"));
        Assert.NotNull(row.Texts("executable")[0]);
        Assert.Equal("observed", row.How("executable"));
    }

    [Theory]
    [InlineData("bpf")]
    [InlineData("walk")]
    [InlineData("cgroup")]
    public void A_thread_with_descriptors_of_its_own_is_a_holder_beside_others(string way)
    {
        using var server = net.StartPython("""
            import ctypes, threading
            s = listen('127.0.0.1', 3000)
            gate, done = os.pipe()
            child = os.fork()
            if child == 0:
                apart, closed = threading.Event(), threading.Event()
                def keep():
                    ctypes.CDLL(None).unshare(0x400); apart.set(); closed.wait(); os.write(done, b'x'); time.sleep(600)
                threading.Thread(target=keep, daemon=True).start()
                apart.wait(); s.close(); closed.set(); wait(); os._exit(0)
            os.read(gate, 1)
            ready(child); wait()
            """);
        Assert.Equal(new[] { server.Pid, int.Parse(server.Words[0]) }.Order(), BerthProgram.OnlyRow(net, "--via", $"netlink,{way}").Pids.Order());
    }

    public void Dispose() => net.Dispose();
}
