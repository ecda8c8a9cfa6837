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
