using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Inventory;

public sealed class UnixSocketTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void What_berth_itself_opens_to_look_is_not_listed() =>
        Assert.DoesNotContain(Listing.Read(BerthProgram.Run(net, "ls", "--unix", "--json", "--columns", "path,process")).Rows, row => row.Json.GetRawText().Contains("\"berth\"", StringComparison.Ordinal));

    [Fact]
    public void Paths_and_abstract_names_are_listed_with_their_holders()
    {
        var path = net.Home.At("app.sock");
        using var server = net.StartPython("""
            a = socket.socket(socket.AF_UNIX); a.bind(sys.argv[1]); a.listen()
            b = socket.socket(socket.AF_UNIX); b.bind('\0berth test'); b.listen()
            c = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); c.bind(sys.argv[1] + '.dgram')
            d = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET); d.bind(sys.argv[1] + '.seq'); d.listen()
            ready(); wait()
            """, path);
        var rows = BerthProgram.List(net, "--unix").Rows.Where(row => row.Text("path")!.Contains("berth", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [("unix", path), ("unix-dgram", path + ".dgram"), ("unix-seqpacket", path + ".seq"), ("unix", "@berth test")],
            rows.OrderBy(row => row.Text("path")![0] == '@').ThenBy(row => row.Text("path"), StringComparer.Ordinal).Select(row => (row.Text("protocol")!, row.Text("path")!)));
        Assert.All(rows, row => Assert.Equal([server.Pid], row.Pids));
    }

    [Fact]
    public void Nothing_of_the_text_table_is_certain_since_a_name_can_look_like_a_row()
    {
        using var server = net.StartPython("""
            s = socket.socket(socket.AF_UNIX)
            s.bind('\0x\nffff8880: 00000002 00000000 00010000 0001 01 99999 /run/docker.sock'); s.listen(1); ready(); wait()
            """);
        var rows = BerthProgram.List(net, "--unix", "--via", "procnet,walk", "--columns", "path,pid").Rows;
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.NotEqual("observed", row.How("path")));
        Assert.All(rows, row => Assert.NotEqual("observed", row.How("pid")));
        var only = Assert.Single(BerthProgram.List(net, "--unix", "--columns", "path,pid").Rows);
        Assert.Equal(("observed", "observed"), (only.How("path"), only.How("pid")));
    }

    public void Dispose() => net.Dispose();
}
