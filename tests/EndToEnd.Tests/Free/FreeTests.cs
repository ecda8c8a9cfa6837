using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Free;

public sealed class FreeTests : IDisposable
{
    const string Listen3000 = "s = listen('127.0.0.1', 3000); ready(); wait()";

    readonly NetworkNamespace net = new();

    [Fact]
    public void The_listener_ends_and_its_client_lives()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); c, _ = s.accept(); wait()");
        using var client = net.StartPython("c = socket.create_connection(('127.0.0.1', 3000)); ready(); wait()");
        var result = BerthProgram.Run(net, "free", "3000", "--yes");
        Assert.Equal((0, "127.0.0.1:3000 is free.\n"), (result.ExitCode, result.Output));
        Assert.Contains($"(pid {server.Pid}) ended", result.Error);
        server.WaitForEnd();
        Assert.False(client.HasEnded);
        Assert.Empty(BerthProgram.List(net).Rows);
    }

    [Fact]
    public void The_port_is_the_port_and_not_one_that_begins_with_the_same_digits()
    {
        using var wanted = net.StartPython(Listen3000);
        using var longer = net.StartPython("s = listen('127.0.0.1', 30001); ready(); wait()");
        using var shorter = net.StartPython("s = listen('127.0.0.1', 300); ready(); wait()");
        Assert.Equal(0, BerthProgram.Run(net, "free", "3000", "--yes").ExitCode);
        wanted.WaitForEnd();
        Assert.False(longer.HasEnded);
        Assert.False(shorter.HasEnded);
    }

    [Fact]
    public void Every_process_of_a_group_that_shares_the_port_ends()
    {
        using var first = net.StartPython("s = listen('127.0.0.1', 3000, reuseport=True); ready(); wait()");
        using var second = net.StartPython("s = listen('127.0.0.1', 3000, reuseport=True); ready(); wait()");
        Assert.Equal(0, BerthProgram.Run(net, "free", "3000", "--yes").ExitCode);
        first.WaitForEnd();
        second.WaitForEnd();
    }

    [Fact]
    public void Of_a_group_the_one_that_is_named_ends()
    {
        using var first = net.StartPython("s = listen('127.0.0.1', 3000, reuseport=True); ready(); wait()");
        using var second = net.StartPython("s = listen('127.0.0.1', 3000, reuseport=True); ready(); wait()");
        var result = BerthProgram.Run(net, "free", $"pid:{first.Pid}", "--yes");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"python3 (pid {second.Pid}) has 127.0.0.1:3000 as before", result.Output);
        first.WaitForEnd();
        Assert.False(second.HasEnded);
    }

    [Fact]
    public void Both_families_are_freed_at_once()
    {
        using var four = net.StartPython(Listen3000);
        using var six = net.StartPython("s = listen('::1', 3000); ready(); wait()");
        var result = BerthProgram.Run(net, "free", "3000", "--yes");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["127.0.0.1:3000 is free.", "[::1]:3000 is free."], result.Output.TrimEnd().Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_UDP_port_is_freed()
    {
        using var server = net.StartPython("s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('127.0.0.1', 5353)); ready(); wait()");
        var result = BerthProgram.Run(net, "free", "5353", "--yes");
        Assert.Equal((0, "127.0.0.1:5353 (UDP) is free.\n"), (result.ExitCode, result.Output));
        server.WaitForEnd();
    }

    [Fact]
    public void Of_one_port_the_protocol_that_is_named_is_freed()
    {
        using var udp = net.StartPython("s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('127.0.0.1', 3000)); ready(); wait()");
        using var tcp = net.StartPython(Listen3000);
        Assert.Equal(0, BerthProgram.Run(net, "free", "3000/udp", "--yes").ExitCode);
        udp.WaitForEnd();
        Assert.False(tcp.HasEnded);
    }

    [Fact]
    public void A_port_that_is_held_without_listening_is_freed()
    {
        using var server = net.StartPython("s = socket.socket(); s.bind(('127.0.0.1', 3000)); ready(); wait()");
        var result = BerthProgram.Run(net, "free", "3000", "--yes");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("holds", result.Error);
        server.WaitForEnd();
    }

    [Fact]
    public void A_unix_socket_is_freed_by_its_path()
    {
        using var server = net.StartPython("s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); ready(); wait()", net.Home.At("app.sock"));
        Assert.Equal(0, BerthProgram.Run(net, "free", net.Home.At("app.sock"), "--yes").ExitCode);
        server.WaitForEnd();
    }

    [Fact]
    public void A_unix_name_is_that_of_one_server()
    {
        // An abstract name and a file that is called the same; and a path that was bound anew while the first server lives on.
        const string bind = "s = socket.socket(socket.AF_UNIX); os.chdir(sys.argv[1]); s.bind(sys.argv[2].replace('^', chr(0))); s.listen(); ready(); wait()";
        using var named = net.StartPython(bind, net.Home.Path, "^foo");
        using var file = net.StartPython(bind, net.Home.Path, "@foo");
        var path = net.Home.At("app.sock");
        using var first = net.StartPython(bind, "/", path);
        File.Delete(path);
        using var second = net.StartPython(bind, "/", path);
        Assert.DoesNotContain("SO_REUSEPORT", BerthProgram.Run(net, "explain", "@foo").Output);
        Assert.Equal(0, BerthProgram.Run(net, "free", "@foo", "--yes").ExitCode);
        named.WaitForEnd();
        Assert.False(file.HasEnded);
        Assert.Equal(0, BerthProgram.Run(net, "free", path, "--yes").ExitCode);
        second.WaitForEnd();
        Assert.False(first.HasEnded);
    }

    [Fact]
    public void A_filter_frees_what_it_chooses()
    {
        using var low = net.StartPython(Listen3000);
        using var high = net.StartPython("s = listen('127.0.0.1', 3005); ready(); wait()");
        using var beyond = net.StartPython("s = listen('127.0.0.1', 3006); ready(); wait()");
        Assert.Equal(0, BerthProgram.Run(net, "free", "port=3000..3005", "--yes").ExitCode);
        low.WaitForEnd();
        high.WaitForEnd();
        Assert.False(beyond.HasEnded);
    }

    [Fact]
    public void One_process_that_holds_several_is_asked_once()
    {
        using var server = net.StartPython("a = listen('127.0.0.1', 3000); b = listen('127.0.0.1', 3001); ready(); wait()");
        var result = BerthProgram.Run(net, "free", "3000-3001", "--yes");
        Assert.Equal(0, result.ExitCode);
        Assert.Single(result.Error.Split('\n'), line => line.StartsWith("Ask ", StringComparison.Ordinal));
        Assert.Equal(2, result.Output.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void What_else_would_end_with_it_is_said()
    {
        using var server = net.StartPython("a = listen('127.0.0.1', 3000); b = listen('127.0.0.1', 4000); ready(); wait()");
        var result = BerthProgram.Run(net, "free", "3000", "--dry-run");
        Assert.Contains("4000", result.Error);
    }

    [Fact]
    public void Nothing_there_is_said_with_its_own_code()
    {
        var result = BerthProgram.Run(net, "free", "3000", "--yes");
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Contains("Nothing listens on port", result.Error);
    }

    [Fact]
    public void A_client_is_no_holder()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); c, _ = s.accept(); wait()");
        using var client = net.StartPython("c = socket.create_connection(('127.0.0.1', 3000)); ready(c.getsockname()[1]); wait()");
        var result = BerthProgram.Run(net, "free", client.Words[0], "--yes");
        Assert.Equal(3, result.ExitCode);
        Assert.False(client.HasEnded);
        Assert.False(server.HasEnded);
    }

    public void Dispose() => net.Dispose();
}
