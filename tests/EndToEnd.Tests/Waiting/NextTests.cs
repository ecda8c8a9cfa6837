using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Waiting;

public sealed class NextTests : IDisposable
{
    const string BindEverywhere = """
        held = []
        for port in map(int, sys.argv[1:]):
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                for family, address in ((socket.AF_INET, '0.0.0.0'), (socket.AF_INET6, '::')):
                    s = socket.socket(family, kind)
                    if family == socket.AF_INET6: s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                    s.bind((address, port)); held.append(s)
        ready(); wait()
        """;

    readonly NetworkNamespace net = new();

    [Fact]
    public void The_port_can_be_bound_in_both_families_and_for_UDP()
    {
        var port = Assert.Single(Next());
        Assert.InRange(port, 20000, 29999);
        net.StartPython(BindEverywhere, port.ToString());
    }

    [Fact]
    public void Twenty_ports_are_twenty_different_ones()
    {
        var ports = Next("--count", "20");
        Assert.Equal(20, ports.Distinct().Count());
        net.StartPython(BindEverywhere, [.. ports.Select(port => port.ToString())]);
    }

    [Theory]
    [InlineData("listen('0.0.0.0', port)")]
    [InlineData("listen('127.0.0.1', port)")]
    [InlineData("listen('::1', port)")]
    [InlineData("held(socket.AF_INET, socket.SOCK_STREAM, port)")]
    [InlineData("held(socket.AF_INET, socket.SOCK_DGRAM, port)")]
    public void A_port_that_is_held_in_any_way_is_left_out(string hold)
    {
        // Ten ports with no registered name; nine are held.
        using var server = net.StartPython($$"""
            def held(family, kind, port):
                s = socket.socket(family, kind); s.bind(('127.0.0.1', port)); return s
            all = [{{hold}} for port in range(21020, 21029)]
            ready(); wait()
            """);
        Assert.Equal([21029], Next("--range", "21020-21029"));
    }

    [Fact]
    public void Where_nothing_is_left_it_says_so()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 21020); ready(); wait()");
        var result = BerthProgram.Run(net, "next", "--range", "21020");
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Contains("0 of 1", result.Error);
        Assert.Contains("Left out: 1 held.", result.Error);
    }

    [Theory]
    [InlineData("3000-3010")]
    [InlineData("8080-8084")]
    public void A_range_that_is_named_is_taken_at_its_word(string range) => Assert.Single(Next("--range", range));

    [Fact]
    public void Why_a_port_is_left_out_is_counted()
    {
        var result = BerthProgram.Run(net, "next", "--range", "6000");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("Left out: 1 refused by browsers.", result.Error);
    }

    [Fact]
    public void What_the_system_hands_out_by_itself_is_left_out()
    {
        net.Must("sysctl", "-qw", "net.ipv4.ip_local_port_range=21020 21028");
        net.Must("sysctl", "-qw", "net.ipv4.ip_local_reserved_ports=21030");
        Assert.Equal([21029], Next("--range", "21020-21030"));
    }

    int[] Next(params IReadOnlyList<string> arguments)
    {
        var result = BerthProgram.Run(net, ["next", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
    }

    public void Dispose() => net.Dispose();
}
