using System.Globalization;
using Berth.Counterparts;
using Berth.EndToEnd.Tests.Daemon;

namespace Berth.EndToEnd.Tests.Links;

public sealed class LinkTests : IDisposable
{
    readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    Server Echo(string address = "127.0.0.1") => desk.Network.StartPython($$"""
        import threading
        s = listen('{{address}}', 0)
        def serve(c):
            while True:
                data = c.recv(65536)
                if not data: break
                c.sendall(data)
            c.close()
        def accept():
            while True:
                threading.Thread(target=serve, args=(s.accept()[0],), daemon=True).start()
        threading.Thread(target=accept, daemon=True).start()
        ready(s.getsockname()[1])
        wait()
        """);

    // What comes back of a word; "refused" when nobody takes the connection.
    string Say(string word, string endpoint) => desk.Network.Must(Python.Path, "-c", """
        import socket, sys
        host, port = sys.argv[2].rsplit(':', 1)
        try:
            c = socket.create_connection((host, int(port)), 20)
            c.sendall(sys.argv[1].encode()); c.shutdown(socket.SHUT_WR)
            data = b''
            while True:
                part = c.recv(4096)
                if not part: break
                data += part
            print(data.decode())
        except ConnectionRefusedError: print('refused')
        except ConnectionResetError: print('reset')
        """, word, endpoint).Trim();

    [Fact]
    public void A_link_leads_to_its_service_and_stays_where_it_is_over_a_killed_daemon()
    {
        using var echo = Echo();
        File.WriteAllText(Path.Combine(desk.Folder, "Procfile"), "");
        var listen = desk.Must("link", "add", "db", "--to", echo.Words[0]).Trim();
        Assert.Equal("hello", Say("hello", listen));
        var before = desk.Json("link", "ls").GetProperty("links")[0];
        Assert.Equal(listen, before.GetProperty("listen").GetString());
        Assert.Equal("lease", before.GetProperty("listen_by").GetString());
        Assert.Equal([1, 5, 5], new[] { "accepted", "bytes_up", "bytes_down" }.Select(name => before.GetProperty(name).GetInt32()));
        desk.KillDaemon();
        Assert.Equal("refused", Say("hello", listen));
        var after = desk.Json("link", "ls").GetProperty("links")[0];
        Assert.Equal(listen, after.GetProperty("listen").GetString());
        Assert.Equal(before.GetProperty("seed").GetInt64(), after.GetProperty("seed").GetInt64());
        Assert.Equal("again", Say("again", listen));
        Assert.Contains("1 link", desk.Must("daemon", "status"), StringComparison.Ordinal);
    }

    [Fact]
    public void Off_refuses_and_on_takes_again_and_both_outlive_the_daemon()
    {
        using var echo = Echo();
        var listen = desk.Must("link", "add", "db", "--to", echo.Words[0], "--listen", "15432").Trim();
        Assert.Equal("127.0.0.1:15432", listen);
        desk.Must("link", "off", "db");
        Assert.Equal("refused", Say("hello", listen));
        desk.Must("daemon", "restart");
        Assert.Equal("refused", Say("hello", listen));
        Assert.Equal(0, desk.Run("link", "on", "db").ExitCode);
        Assert.Equal("hello", Say("hello", listen));
        Assert.Contains("Removed: db, 127.0.0.1:15432 to 127.0.0.1:", desk.Run("link", "rm", "db").Error, StringComparison.Ordinal);
        Assert.Equal("refused", Say("hello", listen));
        Assert.Equal(0, desk.Json("link", "ls").GetProperty("links").GetArrayLength());
        Assert.Equal(0, desk.Json("lease", "ls").GetProperty("leases").GetArrayLength());
    }

    [Fact]
    public void A_bare_port_leads_to_where_its_server_is()
    {
        using var echo = Echo("::1");
        var listen = desk.Must("link", "add", "db", "--to", echo.Words[0]).Trim();
        Assert.Equal($"[::1]:{echo.Words[0]}", desk.Json("link", "ls").GetProperty("links")[0].GetProperty("to").GetString());
        Assert.Equal("hello", Say("hello", listen));
    }

    [Fact]
    public void A_service_that_is_not_there_is_a_reset_and_no_link_listens_off_loopback()
    {
        var listen = desk.Must("link", "add", "db", "--to", "5999").Trim();
        Assert.Equal("reset", Say("hello", listen));
        var port = listen.Split(':')[1];
        var listener = desk.Network.Must("ss", "-Hltn", $"sport = :{port}").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"127.0.0.1:{port}", listener[3]);
    }

    [Fact]
    public void Who_holds_the_port_is_said_with_what_to_do()
    {
        using var holder = desk.Network.StartPython("s = listen('127.0.0.1', 15432); ready(); wait()");
        var refused = desk.Run("link", "add", "db", "--to", "5432", "--listen", "15432");
        Assert.Equal(4, refused.ExitCode);
        Assert.Equal(
            $"berth link: port 15432 is held by python3 (pid {holder.Pid}). "
            + "Try: berth explain 15432; or leave --listen out, and Berth chooses a port\n",
            refused.Error);
        Assert.Equal(0, desk.Json("link", "ls").GetProperty("links").GetArrayLength());
        holder.End();
        desk.Must("link", "add", "db", "--to", "5432", "--listen", "15432");
    }

    [Fact]
    public void A_link_whose_port_was_taken_while_no_daemon_ran_says_so_and_comes_back()
    {
        using var echo = Echo();
        desk.Must("link", "add", "db", "--to", echo.Words[0], "--listen", "15432");
        desk.KillDaemon();
        using (var taker = desk.Network.StartPython("s = listen('127.0.0.1', 15432); ready(); wait()"))
        {
            var listed = desk.Run("link", "ls");
            Assert.Contains("not open", listed.Output, StringComparison.Ordinal);
            var why = $"port 15432 is held by python3 (pid {taker.Pid}). Then: berth link on db";
            Assert.Contains(why, listed.Error, StringComparison.Ordinal);
            Assert.Equal(4, desk.Run("link", "on", "db").ExitCode);
        }
        Assert.Equal(0, desk.Run("link", "on", "db").ExitCode);
        Assert.Equal("hello", Say("hello", "127.0.0.1:15432"));
    }

    [Theory]
    [InlineData("Bad Name", "berth link add bad-name --to 5432")]
    [InlineData("\u001b[31mdb", "berth link add 31mdb --to 5432")]
    [InlineData("../../etc/passwd", "berth link add passwd --to 5432")]
    [InlineData("", "berth link add db --to 5432")]
    public void A_name_that_cannot_be_one_is_refused_with_one_that_can(string name, string remedy)
    {
        var refused = desk.Run("link", "add", name, "--to", "5432");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(remedy, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', refused.Error);
        Assert.Equal(2, desk.Run("link", "rm", name).ExitCode);
    }

    [Theory]
    [InlineData("5x32", "'5x32' is no port and no host:port. Try: berth link add db --to 5432")]
    [InlineData("0", "'0' is no port and no host:port. Try: berth link add db --to 5432")]
    [InlineData("127.0.0.1:99999", "'127.0.0.1:99999' is no port and no host:port. Try: berth link add db --to 5432")]
    [InlineData("300.1.1.1:80", "'300.1.1.1:80' is no port and no host:port. Try: berth link add db --to 5432")]
    public void A_target_that_is_none_is_refused(string to, string why)
    {
        var refused = desk.Run("link", "add", "db", "--to", to);
        Assert.Equal((2, $"berth link: {why}\n"), (refused.ExitCode, refused.Error));
    }

    [Fact]
    public void Names_are_unique_and_an_unknown_one_is_said_with_those_there_are()
    {
        desk.Must("link", "add", "db", "--to", "5432");
        var twice = desk.Run("link", "add", "db", "--to", "6379");
        Assert.Equal(4, twice.ExitCode);
        Assert.Contains("there is a link db already", twice.Error, StringComparison.Ordinal);
        var unknown = desk.Run("link", "rm", "dbb");
        Assert.Equal((3, "berth link: there is no link dbb; there is db. Try: berth link ls\n"), (unknown.ExitCode, unknown.Error));
        Assert.Equal(2, desk.Run("link", "add", "self", "--to", "7000", "--listen", "7000").ExitCode);
    }

    [Fact]
    public void Killed_at_any_moment_no_link_that_was_answered_is_lost()
    {
        var answered = new List<(string Name, string Listen)>();
        for (var round = 0; round < 4; round++)
        {
            desk.Must("daemon", "start");
            var pid = desk.DaemonPid;
            var names = Enumerable.Range(0, 5).Select(i => $"l{round}-{i}").ToArray();
            var results = new CommandResult[names.Length];
            using var some = new CountdownEvent(1 + round % 3);
            var killer = new Thread(() =>
            {
                some.Wait(TimeSpan.FromSeconds(30));
                Command.Run(["kill", "-KILL", pid.ToString(CultureInfo.InvariantCulture)]);
            });
            killer.Start();
            Parallel.For(0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = names.Length }, i =>
            {
                results[i] = desk.Run("link", "add", names[i], "--to", "5432");
                lock (some)
                    if (!some.IsSet) some.Signal();
            });
            killer.Join();
            for (var i = 0; i < names.Length; i++)
                if (results[i].ExitCode == 0) answered.Add((names[i], results[i].Output.Trim()));
        }
        Assert.NotEmpty(answered);
        var kept = desk.Json("link", "ls").GetProperty("links").EnumerateArray()
            .ToDictionary(static link => link.GetProperty("name").GetString()!, static link => link.GetProperty("listen").GetString());
        Assert.All(answered, one => Assert.Equal(one.Listen, kept[one.Name]));
        Assert.Equal(kept.Count, kept.Values.Distinct().Count());
    }
}
