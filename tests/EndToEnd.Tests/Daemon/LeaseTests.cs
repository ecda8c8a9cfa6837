using System.Globalization;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Daemon;

public sealed class LeaseTests : IDisposable
{
    readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void A_lease_stays_over_kill_and_restart_and_is_released_by_name()
    {
        var port = desk.AddLease("api");
        Assert.InRange(port, 20000, 29999);
        var admin = desk.AddLease("api:admin");
        desk.KillDaemon();
        Assert.Equal(port, desk.AddLease("api"));
        Assert.Equal(admin, desk.AddLease("api:admin"));
        desk.Must("daemon", "restart");
        Assert.Equal([admin, port], desk.Leases().Select(static lease => lease.GetProperty("port").GetInt32()));
        Assert.All(desk.Leases(), static lease => Assert.True(lease.GetProperty("held").GetBoolean()));
        Assert.Equal(0, desk.Run("lease", "rm", "api").ExitCode);
        Assert.Equal(3, desk.Run("lease", "rm", "api").ExitCode);
        Assert.Single(desk.Leases());
    }

    [Fact]
    public void Checkouts_and_names_are_apart()
    {
        var other = desk.NewFolder();
        var ports = new[] { desk.AddLease("api"), desk.AddLease("web"), int.Parse(desk.RunIn(other, "lease", "add", "api").Output, CultureInfo.InvariantCulture) };
        Assert.Equal(3, ports.Distinct().Count());
    }

    [Theory]
    [InlineData("Bad Name", "berth lease add bad-name")]
    [InlineData("api:Admin", "berth lease add api:admin")]
    public void A_name_that_a_file_could_not_have_is_refused_with_one_that_it_could(string name, string remedy)
    {
        var refused = desk.Run("lease", "add", name);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(remedy, refused.Error, StringComparison.Ordinal);
        Assert.Empty(desk.Leases());
    }

    [Fact]
    public void A_held_port_is_given_to_nobody_and_its_server_binds_it()
    {
        var port = desk.AddLease("api");
        const string take = """
            import socket, sys
            s = socket.socket(socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET)
            if sys.argv[3] == 'reuse': s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try: s.bind((sys.argv[1], int(sys.argv[2]))); s.listen(); print('taken')
            except OSError as e: print(e.errno)
            """;
        string Try(string address, string reuse) => desk.Network.Must(Python.Path, "-c", take, address, $"{port}", reuse).Trim();
        Assert.Equal(["98", "98", "98"], [Try("127.0.0.1", ""), Try("::1", ""), Try("0.0.0.0", "")]); // EADDRINUSE
        Assert.Equal(["taken", "taken"], [Try("127.0.0.1", "reuse"), Try("::1", "reuse")]);
        Assert.NotEqual(0, desk.Network.Run(Python.Path, "-c", $"import socket; socket.create_connection(('127.0.0.1', {port}), 5)").ExitCode);
    }

    [Fact]
    public void A_lease_is_nobodys_server()
    {
        var port = desk.AddLease("web");
        var explained = desk.Run("explain", $"{port}");
        Assert.StartsWith($"Port {port} is leased to web of {desk.Folder}; nothing listens on it.", explained.Output);
        Assert.DoesNotContain("berth free", explained.Output);
        Assert.Contains("berth lease rm web", explained.Output);
        Assert.Contains("nothing-listens", desk.Run("doctor", $"{port}", "--json").Output);
        var refused = desk.Run("free", $"{port}", "--yes");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains($"Port {port} is leased to web of {desk.Folder}", refused.Error);
        Assert.Single(desk.Leases());
    }

    [Fact]
    public void Of_a_leased_port_the_server_is_seen_and_freed_and_the_lease_stays()
    {
        var port = desk.AddLease("web");
        using var server = desk.Network.StartPython("s = listen('127.0.0.1', int(sys.argv[1])); ready(); wait()", $"{port}");
        var listener = Assert.Single(Listing.Read(desk.Run("ls", "-a", "--json", $"{port}", "state=listen")).Rows);
        Assert.Equal([server.Pid], listener.Pids);
        var explained = desk.Run("explain", $"{port}").Output;
        Assert.DoesNotContain("SO_REUSEPORT", explained);
        Assert.DoesNotContain("berthd", explained);
        Assert.Contains($"leased to web of {desk.Folder}", explained);
        var daemon = desk.DaemonPid;
        var freed = desk.Run("free", $"{port}", "--yes");
        Assert.Equal((0, $"127.0.0.1:{port} is free.\n"), (freed.ExitCode, freed.Output));
        server.WaitForEnd();
        Assert.Equal(daemon, desk.DaemonPid);
        Assert.True(Assert.Single(desk.Leases()).GetProperty("held").GetBoolean());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("0.0.0.0")]
    public void A_port_that_another_program_took_is_rotated_and_the_taker_named(string address)
    {
        var port = desk.AddLease("api");
        using var taker = desk.Network.StartPython($"s = listen('{address}', {port})\nready()\nwait()");
        var result = desk.Run("lease", "add", "api");
        Assert.NotEqual($"{port}", result.Output.Trim());
        Assert.Contains($"in place of {port}: port {port} is held by python3 (pid {taker.Pid}).", result.Error, StringComparison.Ordinal);
        var lease = Assert.Single(desk.Leases());
        Assert.Equal(port, lease.GetProperty("rotated_from").GetInt32());
        Assert.Equal($"port {port} is held by python3 (pid {taker.Pid})", lease.GetProperty("reason").GetString());
        // It stays where it is now, also when the taker has gone.
        taker.End();
        Assert.Equal(result.Output, desk.Must("lease", "add", "api"));
    }

    [Fact]
    public void A_preferred_port_is_had_whenever_it_is_free()
    {
        Assert.Equal("3000\n", desk.Must("lease", "add", "web", "--prefer", "3000"));
        using (var taker = desk.Network.StartPython("s = listen('127.0.0.1', 3000)\nready()\nwait()"))
            Assert.Contains($"web has port ", desk.Run("lease", "add", "web").Error, StringComparison.Ordinal);
        Assert.Equal("3000\n", desk.Must("lease", "add", "web"));
        Assert.Equal("", desk.Run("lease", "add", "web").Error);
        var second = desk.RunIn(desk.NewFolder(), "lease", "add", "web", "--prefer", "3000");
        Assert.Contains($"in place of 3000: port 3000 is leased to web of {desk.Folder}.", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_no_browser_opens_is_refused()
    {
        var result = desk.Run("lease", "add", "web", "--prefer", "6000");
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("browsers open no page at port 6000", result.Error, StringComparison.Ordinal);
        Assert.Empty(desk.Leases());
    }

    [Fact]
    public void Leases_of_checkouts_that_are_gone_are_pruned()
    {
        desk.AddLease("api");
        var gone = Path.Combine(desk.NewFolder(), "gone");
        Directory.CreateDirectory(gone);
        var port = desk.RunIn(gone, "lease", "add", "web").Output.Trim();
        Directory.Delete(gone);
        Assert.Equal($"Released: {port}, web of {gone}\n", desk.Run("lease", "prune").Error);
        Assert.Equal("api", Assert.Single(desk.Leases()).GetProperty("service").GetString());
    }

    [Fact]
    public void A_run_uses_its_lease_until_it_ends_even_when_it_is_killed()
    {
        string[] words = ["env", "-u", "SUDO_UID", $"XDG_STATE_HOME={desk.State}", BerthProgram.Path, "run", "web", "--", Python.Path, "-c", Python.Prelude + "ready(os.environ['PORT'])\nwait()"];
        using var first = desk.Network.StartIn(desk.Folder, words);
        using var second = desk.Network.StartIn(desk.Folder, words);
        Assert.NotEqual(first.Words, second.Words);
        Assert.Equal(["web", "web#2"], desk.Leases().Where(static lease => lease.GetProperty("in_use").GetBoolean()).Select(static lease => lease.GetProperty("service").GetString()));
        Assert.Equal(4, desk.Run("lease", "rm", "web").ExitCode);
        Command.Must("kill", "-KILL", $"{first.Pid}");
        Eventually.True(() => desk.Leases().Count(static lease => lease.GetProperty("in_use").GetBoolean()) == 1, "the lease of the killed run is free");
        using var third = desk.Network.StartIn(desk.Folder, words);
        Assert.Equal(first.Words, third.Words);
    }

    [Fact]
    public void Kill_at_any_moment_loses_no_lease_that_was_answered()
    {
        var answered = new List<(string Name, string Port)>();
        for (var round = 0; round < 5; round++)
        {
            var names = Enumerable.Range(0, 6).Select(i => $"s{round}-{i}").ToArray();
            var results = new CommandResult[names.Length];
            desk.Must("daemon", "start");
            var pid = desk.DaemonPid;
            // Once the first is answered, the others are on their way.
            using var some = new CountdownEvent(1 + round % 3);
            var killer = new Thread(() =>
            {
                some.Wait(TimeSpan.FromSeconds(30));
                Command.Run(["kill", "-KILL", pid.ToString(CultureInfo.InvariantCulture)]);
            });
            killer.Start();
            Parallel.For(0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = names.Length }, i =>
            {
                results[i] = desk.Run("lease", "add", names[i]);
                lock (some)
                    if (!some.IsSet) some.Signal();
            });
            killer.Join();
            for (var i = 0; i < names.Length; i++)
                if (results[i].ExitCode == 0) answered.Add((names[i], results[i].Output.Trim()));
        }
        Assert.NotEmpty(answered);
        var kept = desk.Leases().ToDictionary(static lease => lease.GetProperty("service").GetString()!, static lease => lease.GetProperty("port").GetInt32().ToString(CultureInfo.InvariantCulture));
        Assert.All(answered, one => Assert.Equal(one.Port, kept[one.Name]));
        Assert.Equal(kept.Count, kept.Values.Distinct().Count());
    }
}
