using System.Globalization;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Running;

/// <summary>`berth run` without --isolate: a port of its own.</summary>
public class PortTests : IDisposable
{
    const string Serve = "s = listen(os.environ['HOST'], int(os.environ['PORT']))\nready(os.environ['PORT'])\nwait()";
    const string Hold = "ready(os.environ['PORT'])\nwait()";

    readonly Place place = new();

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
            Assert.Contains($"has PORT={result.Output.Trim()}: http://127.0.0.1:{result.Output.Trim()}", result.Error, StringComparison.Ordinal);
            return int.Parse(result.Output, CultureInfo.InvariantCulture);
        }
        var port = Port(folder);
        Assert.InRange(port, 20000, 29999);
        Assert.Equal(port, Port(folder));
        Assert.NotEqual(port, Port(folder, "api"));
        Assert.Equal(Port(folder, "api"), Port(folder, "api"));
        Assert.NotEqual(port, Port(other));
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
        var result = place.RunBefore([.. NetworkNamespace.AsUser(65534), "env", $"XDG_STATE_HOME={home.Path}"], place.NewFolder(), ["--", "sh", "-c", "echo $HOST; exit 5"]);
        Assert.Equal("127.0.0.1\n", result.Output);
        Assert.Equal(5, result.ExitCode);
    }

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
