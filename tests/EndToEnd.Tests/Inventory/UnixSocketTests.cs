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

    public void Dispose() => net.Dispose();
}
