using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Inventory;

public sealed class SharedSocketTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void Sockets_that_share_a_port_fold_into_one_row_with_their_number()
    {
        using var first = net.StartPython("a = listen('127.0.0.1', 3000, reuseport=True); b = listen('127.0.0.1', 3000, reuseport=True); ready(); wait()");
        using var second = net.StartPython("a = listen('127.0.0.1', 3000, reuseport=True); ready(); wait()");
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal(3, row.Number("count"));
        Assert.Equal([first.Pid, second.Pid], row.Pids.Order());
    }

    [Fact]
    public void Every_process_that_forked_with_the_socket_holds_it_and_the_master_comes_first()
    {
        using var master = net.StartPython("""
            s = listen('127.0.0.1', 3000)
            children = []
            for _ in range(3):
                pid = os.fork()
                if pid == 0: wait(); os._exit(0)
                children.append(pid)
            ready(*children); wait()
            """);
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal(1, row.Number("count"));
        Assert.Equal(master.Pid, row.Pids[0]);
        Assert.Equal(master.Words.Select(int.Parse).Order(), row.Pids.Skip(1).Order());
    }

    [Fact]
    public void A_service_that_was_handed_its_socket_is_listed_beside_its_activator()
    {
        using var activator = net.StartPython("""
            import subprocess
            s = listen('127.0.0.1', 3000)
            service = subprocess.Popen([sys.executable, '-c', 'import sys; sys.stdin.read()', 'service'], pass_fds=[s.fileno()])
            ready(service.pid); wait()
            """);
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal([activator.Pid, int.Parse(activator.Words[0])], row.Pids);
        Assert.EndsWith(" service", row.Texts("command")[1]);
    }

    [Fact]
    public void A_service_whose_activator_has_ended_holds_it_alone()
    {
        using var service = net.StartPython("""
            s = listen('127.0.0.1', 3000)
            os.set_inheritable(s.fileno(), True)
            os.execv(sys.executable, [sys.executable, '-c', 'print("ready", flush=True); import sys; sys.stdin.read()', 'service'])
            """);
        Assert.Equal([service.Pid], BerthProgram.OnlyRow(net).Pids);
    }

    public void Dispose() => net.Dispose();
}
