using System.Globalization;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Running;

/// <summary>`berth run` without --isolate: a port of its own.</summary>
public class PortTests : IDisposable
{
    const string Serve = "s = listen(os.environ['HOST'], int(os.environ['PORT']))\nready(os.environ['PORT'])\nwait()";
    const string Page = """
        def answer(s):
            while True:
                c, peer = s.accept(); c.recv(4096); c.sendall(b'HTTP/1.0 200 OK\r\n\r\npage'); c.close()

        """;
    const string Hold = "ready(os.environ['PORT'])\nwait()";

    readonly Place place = new();
    readonly string said;

    public PortTests() => said = Path.Combine(place.NewFolder(), "said");

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_command_has_a_port_that_is_the_same_every_time()
    {
        var (folder, other) = (place.NewFolder(), place.NewFolder());
        int Port(string where, params string[] name)
        {
            var result = place.Run(where, [.. name, "--", "printenv", "PORT"]);
            Assert.Contains($"has PORT={result.Output.Trim()}\n", result.Error, StringComparison.Ordinal);
            return int.Parse(result.Output, CultureInfo.InvariantCulture);
        }
        var port = Port(folder);
        Assert.InRange(port, 20000, 29999);
        Assert.Equal(port, Port(folder));
        Assert.NotEqual(port, Port(folder, "api"));
        Assert.Equal(Port(folder, "api"), Port(folder, "api"));
        Assert.NotEqual(port, Port(other));
    }

    [Theory]
    [InlineData("bell\u0007")]
    [InlineData("of 150 characters", 150)]
    public void A_folder_of_any_name_has_a_lease(string name, int length = 0)
    {
        var folder = Directory.CreateDirectory(Path.Combine(place.NewFolder(), name.PadRight(length, 'x'))).FullName;
        var result = place.Run(folder, ["--", "printenv", "PORT"]);
        Assert.InRange(int.Parse(result.Output, CultureInfo.InvariantCulture), 20000, 29999);
        Assert.DoesNotContain("no daemon", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, place.Run(folder, ["\u0007", "--", "true"]).ExitCode);
    }

    [Fact]
    public void A_server_binds_its_port_while_it_is_held_for_it()
    {
        var folder = place.NewFolder();
        using var server = place.StartCommand(folder, ["--", Python.Path, "-c", Python.Prelude + Serve]);
        Assert.Equal("", place.Network.Must(Python.Path, "-c", $"import socket; socket.create_connection(('127.0.0.1', {server.Words[0]}), 5)"));
        server.End();
        // Its connection is in TIME_WAIT now: the port is the same all the same.
        using var again = place.StartCommand(folder, ["--", Python.Path, "-c", Python.Prelude + Serve]);
        Assert.Equal(server.Words, again.Words);
    }

    [Fact]
    public void Many_starts_of_the_same_at_once_have_a_port_each()
    {
        var folder = place.NewFolder();
        var servers = new Server[6];
        Parallel.For(0, servers.Length, new ParallelOptions { MaxDegreeOfParallelism = servers.Length },
            i => servers[i] = Server.Start(place.Network.Inside(place.Words(folder, ["--", Python.Path, "-c", Python.Prelude + Hold]))));
        var ports = servers.Select(static server => server.Words[0]).ToArray();
        foreach (var server in servers) server.End();
        Assert.Equal(servers.Length, ports.Distinct().Count());
    }

    [Fact]
    public void A_port_that_somebody_has_is_passed_over()
    {
        var folder = place.NewFolder();
        var usual = place.Run(folder, ["--", "printenv", "PORT"]).Output.Trim();
        using var holder = place.Network.StartPython($"s = listen('::1', {usual})\nready()\nwait()");
        Assert.NotEqual(usual, place.Run(folder, ["--", "printenv", "PORT"]).Output.Trim());
    }

    [Fact]
    public void It_takes_no_rights_and_ends_as_the_command_ends()
    {
        using var home = new TemporaryFolder();
        Command.Must("chown", "65534", home.Path);
        var result = place.RunBefore([.. NetworkNamespace.AsUser(65534), "env", $"XDG_STATE_HOME={home.Path}", $"XDG_RUNTIME_DIR={home.Path}"], place.NewFolder(), ["--", "sh", "-c", "echo $HOST; exit 5"]);
        LeftDaemon.End(home.Path);
        Assert.Equal("127.0.0.1\n", result.Output);
        Assert.Equal(5, result.ExitCode);
        Assert.DoesNotContain("no daemon", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_daemon_can_run_the_command_runs_all_the_same_and_is_told_why()
    {
        var result = place.RunBefore(["env", "BERTH_DAEMON=/nonexistent/berthd"], place.NewFolder(), ["--", "printenv", "PORT"]);
        Assert.InRange(int.Parse(result.Output, CultureInfo.InvariantCulture), 20000, 29999);
        Assert.Contains("no daemon keeps the port, so it may be another one next time: /nonexistent/berthd cannot be run", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_listens_is_said_when_it_does()
    {
        using var server = place.StartCommand(place.NewFolder(), ["--", Python.Path, "-c", Python.Prelude + Page + "answer(listen(os.environ['HOST'], int(os.environ['PORT'])))"], said);
        Eventually.True(() => Says($"is at http://127.0.0.1:{PortOf(Told)}\n"), "the URL is said");
    }

    [Fact]
    public void The_scheme_is_what_answered()
    {
        var folder = place.NewFolder();
        Command.Must("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", $"{folder}/key", "-out", $"{folder}/cert");
        using var server = place.StartCommand(folder, ["--", "sh", "-c", "exec openssl s_server -quiet -www -key key -cert cert -accept 127.0.0.1:$PORT"], said);
        Eventually.True(() => Says($"is at https://127.0.0.1:{PortOf(Told)}\n"), "the URL is said");
    }

    [Fact]
    public void What_answers_in_no_HTTP_has_no_scheme()
    {
        using var server = place.StartCommand(place.NewFolder(), ["--", Python.Path, "-c", Python.Prelude + "s = listen('127.0.0.1', int(os.environ['PORT']))\nwhile True: c, peer = s.accept(); c.sendall(b'SSH-2.0-x\\r\\n'); c.close()"], said);
        Eventually.True(() => Says($"is at 127.0.0.1:{PortOf(Told)}\n"), "the place is said");
    }

    [Fact]
    public void A_port_for_its_own_ends_that_a_command_opens_first_is_not_taken_for_its_address()
    {
        var folder = place.NewFolder();
        using var server = place.StartCommand(folder, ["--", Python.Path, "-c", Python.Prelude + Page + """
            import threading
            threading.Thread(target=answer, args=(listen('127.0.0.1', 18123),)).start()
            # The one that counts comes when the first was seen for a while.
            while not os.path.exists('go'): time.sleep(0.02)
            answer(listen('127.0.0.1', int(os.environ['PORT'])))
            """], said);
        Eventually.True(() => place.Network.Must("ss", "-Htln", "sport = :18123").Length > 0, "the first port is there");
        File.WriteAllText(Path.Combine(folder, "go"), "");
        Eventually.True(() => Says("listens at http://127.0.0.1:18123\n"), "both are said");
        Assert.EndsWith($"is at http://127.0.0.1:{PortOf(Told)}\nberth: {Path.GetFileName(folder)} listens at http://127.0.0.1:18123\n", Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_may_not_be_looked_into_is_not_taken_for_another_user_s()
    {
        using var home = new TemporaryFolder();
        Command.Must("chown", "65534", home.Path);
        // As a program with capabilities of its own is (PR_SET_DUMPABLE, prctl(2)).
        const string shut = "import ctypes; ctypes.CDLL(None).prctl(4, 0)\n";
        File.WriteAllText(said, "");
        using var server = place.Network.Start(place.Words(place.NewFolder(), ["--", Python.Path, "-c", Python.Prelude + Page + shut + "answer(listen('127.0.0.1', int(os.environ['PORT'])))"],
            ["sh", "-c", "echo ready; exec \"$@\" >/dev/null 2>\"$0\"", said, .. NetworkNamespace.AsUser(65534), "env", $"XDG_STATE_HOME={home.Path}", $"XDG_RUNTIME_DIR={home.Path}"]));
        Eventually.True(() => Says($"is at http://127.0.0.1:{PortOf(Told)}\n"), "the URL is said");
        Assert.DoesNotContain("taken", Told, StringComparison.Ordinal);
        var listed = place.Network.Run([.. NetworkNamespace.AsUser(65534), "env", $"XDG_STATE_HOME={home.Path}", BerthProgram.Path, "ls", $"port={PortOf(Told)}"]);
        Assert.Contains("the process of 1 socket of yours may not be looked into", listed.Error, StringComparison.Ordinal);
        server.End();
        LeftDaemon.End(home.Path);
    }

    [Fact]
    public void Who_holds_the_port_that_a_command_names_is_told_when_it_ends_of_that()
    {
        using var holder = place.Network.StartPython("s = listen('127.0.0.1', 8123)\nready()\nwait()");
        var result = place.Run(place.NewFolder(), ["--", "python3", "-m", "http.server", "8123", "--bind", "127.0.0.1"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"berth run: port 8123, which the command names, is held at 127.0.0.1 by python3 (pid {holder.Pid}): berth explain 8123\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_port_than_PORT_is_said_with_what_is_open()
    {
        using var server = place.StartCommand(place.NewFolder(), ["--", Python.Path, "-c", Python.Prelude + Page + "answer(listen('0.0.0.0', 8123))"], said);
        Eventually.True(() => Says($"is at http://127.0.0.1:8123, and at every other address of this machine; nothing of it listens on PORT={PortOf(Told)}\n"), "the other URL is said");
    }

    [Fact]
    public void A_program_that_takes_the_port_of_a_run_is_named()
    {
        using var server = place.StartCommand(place.NewFolder(), ["--", Python.Path, "-c", Python.Prelude + "wait()"], said);
        Eventually.True(() => Says("has PORT="), "the port is said");
        using var taker = place.Network.StartPython($"s = listen('127.0.0.1', {PortOf(Told)})\nready()\nwait()");
        Eventually.True(() => Says($"was taken by python3 (pid {taker.Pid}), which is not of this command"), "the taker is named");
    }

    string Told => File.ReadAllText(said);

    bool Says(string text) => Told.Contains(text, StringComparison.Ordinal);

    static string PortOf(string told) => told.Contains("has PORT=", StringComparison.Ordinal) ? told.Split("has PORT=")[1].Split('\n')[0] : "not yet";

    [Fact]
    public void A_signal_reaches_the_command()
    {
        using var server = place.StartCommand(place.NewFolder(), ["--", Python.Path, "-c", Python.Prelude + """
            signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(41))
            ready()
            while True: signal.pause()
            """]);
        Command.Must("kill", "-TERM", $"{server.Pid}");
        Assert.Equal(41, server.WaitForEnd());
    }
}
