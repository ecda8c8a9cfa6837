using Berth.Counterparts;
using Berth.EndToEnd.Tests.BadInput;

namespace Berth.EndToEnd.Tests.Inventory;

/// <summary>`berth ls --probe`: what listeners really speak.</summary>
public sealed class ProbeTests : IDisposable
{
    readonly NetworkNamespace net = new();

    // Greets as SSH does, wherever it listens; counts who came.
    const string Greeter = """
        import threading
        came = []
        def greet(port, words):
            s = listen('0.0.0.0', port)
            def serve():
                while True:
                    c, _ = s.accept(); came.append(port); c.sendall(words)
            threading.Thread(target=serve, daemon=True).start()

        """;

    [Fact]
    public void It_names_what_speaks_and_marks_what_is_unusual()
    {
        net.StartPython(Greeter + """
            greet(22, b'SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n')
            greet(5432, b'SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n')
            ready(); wait()
            """);
        var rows = BerthProgram.List(net, "--probe").Rows;
        Assert.Equal(["ssh OpenSSH 9.2p1", "ssh OpenSSH 9.2p1"], rows.Select(row => row.Text("speaks")));
        Assert.Equal([false, true], rows.Select(row => row.Flag("speaks_unusual")));
        Assert.Equal(("ssh", "OpenSSH", "9.2p1", "required"), (rows[0].Text("speaks_protocol"), rows[0].Text("speaks_product"), rows[0].Text("speaks_version"), rows[0].Text("speaks_login")));
        Assert.Equal("port 5432 is usually postgresql", rows[1].Reason("speaks"));
        var table = BerthProgram.Run(net, "ls", "--probe").Output;
        Assert.Contains("SPEAKS", table);
        Assert.Contains("ssh OpenSSH 9.2p1 (unusual)", table);
    }

    [Fact]
    public void Nobody_is_asked_without_it()
    {
        net.StartPython(Greeter + """
            greet(22, b'SSH-2.0-x\r\n')
            report = listen('127.0.0.1', 23)
            ready()
            while True:
                c, _ = report.accept(); c.sendall(str(len(came)).encode()); c.close()
            """);
        BerthProgram.List(net);
        var row = BerthProgram.List(net, "--columns", "all", "22").Rows[0];
        Assert.Equal((true, "unread"), (row.IsNull("speaks"), row.How("speaks")));
        Assert.DoesNotContain("SPEAKS", BerthProgram.Run(net, "ls").Output);
        Assert.Equal("0", net.Must(Python.Path, "-c", "import socket; print(socket.create_connection(('127.0.0.1', 23)).recv(9).decode(), end='')"));
    }

    [Fact]
    public void A_filter_can_ask_for_it_and_asks_only_whom_it_must()
    {
        net.StartPython(Greeter + """
            greet(22, b'SSH-2.0-x\r\n')
            greet(2200, b'220 FTP\r\n')
            report = listen('127.0.0.1', 23)
            ready()
            while True:
                c, _ = report.accept(); c.sendall(','.join(map(str, came)).encode()); c.close()
            """);
        Assert.Equal([22], BerthProgram.List(net, "--probe", "port!=23", "port=22", "speaks_protocol=ssh").Rows.Select(row => row.Number("port")));
        Assert.Equal("22", net.Must(Python.Path, "-c", "import socket; print(socket.create_connection(('127.0.0.1', 23)).recv(99).decode(), end='')"));
        Assert.Equal([2200], BerthProgram.List(net, "--probe", "port!=23", "speaks~ftp").Rows.Select(row => row.Number("port")));
    }

    [Fact]
    public void A_filter_on_it_without_asking_is_a_mistake()
    {
        var result = BerthProgram.Run(net, "ls", "speaks=ssh");
        Complaint.Check(result, 2);
        Assert.Contains("--probe", result.Error);
    }

    [Fact]
    public void What_serves_one_client_only_is_left_alone()
    {
        // A debugger that ends with its first client, by its name.
        var program = net.Home.At("dlv");
        File.Copy(Python.Path, program);
        using var server = net.Start(program, "-c", Python.Prelude + "s = listen('127.0.0.1', 2345); s.settimeout(0.5)\nready()\nwait()\ntry: s.accept(); print('came')\nexcept OSError: pass");
        var row = Assert.Single(BerthProgram.List(net, "--probe").Rows);
        Assert.Equal(("unread", "it serves one client and ends"), (row.How("speaks"), row.Reason("speaks")));
        Assert.Equal("-", net.Must(BerthProgram.Path, "ls", "--probe", "--no-header", "--columns", "speaks").Trim());
    }

    [Fact]
    public void A_hostile_greeting_does_not_reach_the_terminal()
    {
        net.StartPython(Greeter + @"greet(2222, b'SSH-2.0-\x1b[31mred\xe2\x80\xae\r\n'); ready(); wait()");
        var output = BerthProgram.Run(net, "ls", "--probe").Output;
        Assert.Contains("2222", output);
        Assert.DoesNotContain('\x1b', output);
        Assert.DoesNotContain('\u202e', output);
    }

    [Fact]
    public void A_silent_server_is_told_so()
    {
        net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        Assert.Contains("(silent)", BerthProgram.Run(net, "ls", "--probe").Output);
        Assert.Equal("it accepted and said nothing", BerthProgram.List(net, "--probe").Rows[0].Reason("speaks"));
    }

    public void Dispose() => net.Dispose();
}
