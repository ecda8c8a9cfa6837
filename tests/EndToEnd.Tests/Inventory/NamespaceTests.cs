using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Inventory;

public sealed class NamespaceTests : IDisposable
{
    readonly NetworkNamespace net = new(), other = new();

    [Fact]
    public void Another_namespace_is_shown_when_asked_for_under_its_name()
    {
        using var server = other.StartPython("s = listen('0.0.0.0', 3000); ready(); wait()");
        Assert.Empty(BerthProgram.List(net).Rows);
        var row = Assert.Single(BerthProgram.List(net, "--netns", "all", "--columns", "all").Rows, row => row.Text("netns") == other.Name);
        Assert.Equal([server.Pid], row.Pids);
    }

    [Fact]
    public void A_namespace_that_only_a_thread_or_an_open_file_keeps_is_found()
    {
        using var server = net.StartPython("""
            import ctypes, threading
            c = ctypes.CDLL(None); home = os.open('/proc/self/ns/net', 0); kept = []
            def serve(port):
                s = socket.socket(); s.bind(('', port)); s.listen(); kept.append(s)
            started = threading.Event()
            def own():
                c.unshare(0x40000000); serve(3001); started.set(); time.sleep(600)
            threading.Thread(target=own, daemon=True).start(); started.wait()
            c.unshare(0x40000000); serve(3003); kept.append(open('/proc/self/ns/net')); c.setns(home, 0)
            ready(); wait()
            """);
        var rows = BerthProgram.List(net, "--netns", "all").Rows
            .Where(row => row.Number("port") is 3001 or 3003 && !row.IsNull("pid") && row.Pids.Contains(server.Pid)).ToList();
        Assert.Equal([3001, 3003], rows.Select(row => row.Number("port")).Order());
        Assert.Equal(2, rows.Select(row => row.Text("netns")).Distinct().Count());
    }

    [Fact]
    public void A_listener_whose_namespace_nothing_else_keeps_is_counted()
    {
        using var server = net.StartPython("""
            import ctypes
            c = ctypes.CDLL(None); home = os.open('/proc/self/ns/net', 0)
            c.unshare(0x40000000); s = socket.socket(); s.bind(('', 3002)); s.listen(); c.setns(home, 0)
            ready(); wait()
            """);
        var told = Assert.Single(BerthProgram.List(net, "--netns", "all", "3002").Shortfalls, what => what.Contains($"pid {server.Pid}", StringComparison.Ordinal));
        Assert.StartsWith("1 listener is in no network namespace that can be entered", told);
        Assert.DoesNotContain(BerthProgram.List(net, "--netns", "all", "3003").Shortfalls, what => what.Contains("can be entered", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_several_namespaces_say_which_they_are_of()
    {
        using var here = net.StartPython("s = listen('127.0.0.1', 6379); ready(); wait()");
        using var there = other.StartPython("s = listen('127.0.0.1', 6379); ready(); wait()");
        var lines = BerthProgram.Run(net, "ls", "--netns", "all", "--plain", "6379").Output.Split('\n');
        Assert.StartsWith("NETNS", lines[0], StringComparison.OrdinalIgnoreCase);
        Assert.Contains(lines, line => line.StartsWith($"{net.Name}\t", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith($"{other.Name}\t", StringComparison.Ordinal));
        Assert.DoesNotContain("NETNS", BerthProgram.Run(net, "ls", "--plain").Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_file_that_names_no_namespace_any_more_is_passed_over()
    {
        var stale = $"{other.Name}-gone";
        File.WriteAllText($"/run/netns/{stale}", "");
        try
        {
            Assert.DoesNotContain(stale, BerthProgram.Run(net, "ls", "--netns", "all").Error);
        }
        finally
        {
            File.Delete($"/run/netns/{stale}");
        }
    }

    [Fact]
    public void What_listens_in_it_is_never_said_to_be_open_to_the_network()
    {
        AddInterface(other, "8.8.4.4/24");
        using var server = other.StartPython("s = listen('0.0.0.0', 3000); ready(); wait()");
        var row = Assert.Single(BerthProgram.List(net, "--netns", "all", "--columns", "all").Rows, row => row.Text("netns") == other.Name);
        Assert.DoesNotContain(row.Text("reach"), new[] { "lan", "vpn", "internet" });
        Assert.NotEqual("observed", row.How("reach"));
    }

    [Fact]
    public void In_its_own_namespace_the_same_listener_is_open_to_whom_its_interface_leads_to()
    {
        AddInterface(net, "192.168.7.5/24");
        using var server = net.StartPython("a = listen('0.0.0.0', 3000); b = listen('127.0.0.1', 3001); ready(); wait()");
        Assert.Equal("container", BerthProgram.OnlyRow(net, "3000").Text("reach")); // a veth pair leads to one
        Assert.Equal("host", BerthProgram.OnlyRow(net, "3001").Text("reach"));
    }

    static void AddInterface(NetworkNamespace where, string address)
    {
        Command.Must("ip", "-n", where.Name, "link", "add", "out0", "type", "veth", "peer", "name", "out1");
        Command.Must("ip", "-n", where.Name, "address", "add", address, "dev", "out0");
        Command.Must("ip", "-n", where.Name, "link", "set", "out1", "up");
        Command.Must("ip", "-n", where.Name, "link", "set", "out0", "up");
    }

    public void Dispose()
    {
        net.Dispose();
        other.Dispose();
    }
}
