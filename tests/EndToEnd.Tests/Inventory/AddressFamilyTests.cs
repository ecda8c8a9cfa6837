using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Inventory;

public sealed class AddressFamilyTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void An_IPv6_wildcard_takes_IPv4_too()
    {
        using var server = net.StartPython("s = listen('::', 3000, v6only=0); ready(); wait()");
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal("::", row.Text("address"));
        Assert.Equal("ipv4+ipv6", row.Text("family"));
        Assert.True(row.Flag("dual_stack"));
        Assert.False(row.Flag("v6only"));
        Assert.Equal([server.Pid], row.Pids);
    }

    [Fact]
    public void One_for_IPv6_only_does_not()
    {
        using var server = net.StartPython("s = listen('::', 3000, v6only=1); ready(); wait()");
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal("ipv6", row.Text("family"));
        Assert.False(row.Flag("dual_stack"));
        Assert.True(row.Flag("v6only"));
    }

    [Theory]
    [InlineData("127.0.0.1", "::1")]
    [InlineData("0.0.0.0", "::1")]
    [InlineData("0.0.0.0", "::")]
    [InlineData("127.0.0.1", "127.0.0.2")]
    public void Two_programs_on_one_port_are_two_rows(string first, string second)
    {
        using var one = net.StartPython("s = listen(sys.argv[1], 3000); ready(); wait()", first);
        using var other = net.StartPython("s = listen(sys.argv[1], 3000, v6only=1 if ':' in sys.argv[1] else None); ready(); wait()", second);
        var rows = BerthProgram.List(net, "3000").Rows;
        Assert.Equal(2, rows.Count);
        Assert.Equal([one.Pid], Assert.Single(rows, row => row.Text("address") == first).Pids);
        Assert.Equal([other.Pid], Assert.Single(rows, row => row.Text("address") == second).Pids);
    }

    [Theory]
    [InlineData("127.0.0.1", "ipv4")]
    [InlineData("::1", "ipv6")]
    [InlineData("0.0.0.0", "ipv4")]
    public void A_UDP_server_is_listed(string address, string family)
    {
        using var server = net.StartPython("""
            s = socket.socket(socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET, socket.SOCK_DGRAM)
            s.bind((sys.argv[1], 5353)); ready(); wait()
            """, address);
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal(("udp", address, family, 5353), (row.Text("protocol"), row.Text("address"), row.Text("family"), (int)row.Number("port")));
        Assert.Equal([server.Pid], row.Pids);
    }

    public void Dispose() => net.Dispose();
}
