namespace Berth.Localhost.Tests;

public class DialTests
{
    // Answers who served it, then what both ends saw.
    const string Greeter = """
        import threading
        def greet(s, name):
            def run():
                while True:
                    c, peer = s.accept(); c.sendall(f"{name} {c.getsockname()[0]} {peer[0]}".encode()); c.close()
            threading.Thread(target=run, daemon=True).start()

        """;

    const string Caller = """
        def call(address, port, v6only=None):
            s = socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET); s.settimeout(5)
            if v6only is not None: s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, v6only)
            try: s.connect((address, port))
            except OSError as e: return f"error {e.errno}"
            return s.makefile().read() + " " + s.getpeername()[0]

        """;

    [Theory]
    // server asked for, client calls, what the server's socket says of itself and of the caller, what the caller says of the server
    [InlineData("0.0.0.0", "None", "127.0.0.1", "one 127.0.0.1 127.0.0.1 127.0.0.1")]
    [InlineData("0.0.0.0", "None", "0.0.0.0", "one 127.0.0.1 127.0.0.1 0.0.0.0")]
    [InlineData("127.0.0.1", "None", "::ffff:127.0.0.1", "one 127.0.0.1 127.0.0.1 ::ffff:127.0.0.1")]
    [InlineData("::1", "0", "::1", "one ::1 ::1 ::1")]
    [InlineData("::", "1", "::1", "one ::1 ::1 ::1")]
    [InlineData("::", "0", "127.0.0.1", "one ::ffff:127.0.0.1 ::ffff:127.0.0.1 127.0.0.1")]
    [InlineData("::", "0", "::1", "one ::ffff:127.0.0.1 ::ffff:127.0.0.1 ::1")]
    public void Localhost_inside_is_the_project_s(string server, string v6only, string called, string expected)
    {
        using var isle = new Isle();
        using var greeter = isle.Serve($"{Greeter}greet(listen('{server}', 3000, v6only={v6only}), 'one')\nready()\nwait()");
        var seen = isle.Python($"{Caller}print(call('{called}', 3000))");
        Assert.Equal(expected, seen.Replace("127.64.9.1", "127.0.0.1").Replace("fd00:be47::1", "::1"));
    }

    [Fact]
    public void Names_never_show_the_own_address_to_the_caller_and_the_called()
    {
        using var isle = new Isle();
        using var greeter = isle.Serve($"{Greeter}greet(listen('0.0.0.0', 3000), 'one')\ngreet(listen('::1', 3001), 'one')\nready()\nwait()");
        Assert.Equal("127.0.0.1 ::1", isle.Python("""
            a = socket.create_connection(('127.0.0.1', 3000)); b = socket.create_connection(('::1', 3001))
            print(a.getpeername()[0], b.getpeername()[0])
            """));
        Assert.DoesNotContain("127.64", isle.Python($"{Caller}print(call('127.0.0.1', 3000))"), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_projects_have_the_same_port_and_outside_each_has_its_address()
    {
        using var one = new Isle(1);
        using var two = new Isle(2, beside: one);
        using var first = one.Serve($"{Greeter}greet(listen('0.0.0.0', 3000), 'one')\ngreet(listen('::1', 3000), 'one')\nready()\nwait()");
        using var second = two.Serve($"{Greeter}greet(listen('127.0.0.1', 3000), 'two')\ngreet(listen('::1', 3000), 'two')\nready()\nwait()");

        const string ask = Caller + "print(*[call(a, 3000).split()[0] for a in ('127.0.0.1', '::1', '0.0.0.0', '::', '::ffff:127.0.0.1')])";
        Assert.Equal("one one one one one", one.Python(ask));
        Assert.Equal("two two two two two", two.Python(ask));
        Assert.Equal("one two one two error", one.PythonOutside(
            Caller + "print(*[call(a, 3000).split()[0] for a in ('127.64.9.1', '127.64.9.2', 'fd00:be47::1', 'fd00:be47::2', '127.0.0.1')])"));
    }

    [Fact]
    public void A_service_of_the_machine_stays_reachable()
    {
        using var isle = new Isle();
        using var machine = isle.Outside.StartPython($"{Greeter}greet(listen('127.0.0.1', 5432), 'machine')\nready()\nwait()");
        Assert.Equal("machine 127.0.0.1 127.0.0.1 127.0.0.1", isle.Python($"{Caller}print(call('127.0.0.1', 5432))"));
    }

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.1", "machine 127.0.0.1 127.0.0.1 127.0.0.1")]
    [InlineData("::", "::1", "machine ::1 ::1 ::1")]
    public void One_that_listens_on_every_address_is_called_at_the_machine_s_localhost(string address, string called, string expected)
    {
        using var isle = new Isle();
        using var machine = isle.Outside.StartPython($"{Greeter}greet(listen('{address}', 5432), 'machine')\nready()\nwait()");
        Assert.Equal(expected, isle.Python($"{Caller}print(call('{called}', 5432))"));
    }

    [Fact]
    public void A_declared_port_is_the_project_s_also_while_nobody_listens()
    {
        using var isle = new Isle(declared: 5432);
        using var machine = isle.Outside.StartPython($"{Greeter}greet(listen('127.0.0.1', 5432), 'machine')\ngreet(listen('::1', 5432), 'machine')\nready()\nwait()");
        Assert.Equal(["error 111", "error 111", "error 111"],
            isle.Python($"{Caller}print(*[call(a, 5432) for a in ('127.0.0.1', '::1', '::ffff:127.0.0.1')], sep=',')").Split(','));
        using var own = isle.Serve($"{Greeter}greet(listen('0.0.0.0', 5432), 'one')\nready()\nwait()");
        Assert.Equal("one one one", isle.Python($"{Caller}print(*[call(a, 5432).split()[0] for a in ('127.0.0.1', '::1', '::ffff:127.0.0.1')])"));
    }

    [Fact]
    public void Multipath_TCP_is_led_too()
    {
        using var isle = new Isle();
        using var server = isle.Serve($"""
            {Greeter}
            s = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262) # IPPROTO_MPTCP, as Go's listeners
            s.bind(('0.0.0.0', 4100)); s.listen(); greet(s, 'one')
            ready(); wait()
            """);
        Assert.Equal("127.64.9.1:4100", isle.Listening(4100));
        Assert.Equal("one", isle.Python($"{Caller}print(call('127.0.0.1', 4100).split()[0])"));
        Assert.Equal("one", isle.Python("s = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262); s.connect(('127.0.0.1', 4100)); print(s.makefile().read().split()[0])"));
    }

    [Fact]
    public void A_client_for_IPv6_alone_finds_a_declared_port_closed_rather_than_the_machine_s()
    {
        using var isle = new Isle(declared: 3000);
        using var machine = isle.Outside.StartPython($"{Greeter}greet(listen('::1', 3000), 'machine')\nready()\nwait()");
        using var own = isle.Serve($"{Greeter}greet(listen('0.0.0.0', 3000), 'one')\nready()\nwait()");
        Assert.Equal("one", isle.Python($"{Caller}print(call('::1', 3000, v6only=0).split()[0])"));
        Assert.Equal("error 111", isle.Python($"{Caller}print(call('::1', 3000, v6only=1))"));
    }

    [Fact]
    public void A_socket_handed_to_a_child_goes_on_serving()
    {
        using var isle = new Isle();
        using var server = isle.Serve($"""
            {Greeter}
            s = listen('127.0.0.1', 3000); s.set_inheritable(True)
            child = os.fork()
            if child == 0:
                os.execv(sys.executable, [sys.executable, '-c', 'import socket\nwhile True: s, _ = socket.socket(fileno=%d).accept(); s.sendall(b"child x y"); s.close()' % s.fileno()])
            ready(); wait(); os.kill(child, 9); os.wait()
            """);
        Assert.Equal("child x y 127.0.0.1", isle.Python($"{Caller}print(call('127.0.0.1', 3000))"));
        server.End();
    }
}
