using System.Globalization;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Daemon;

/// <summary>The background process as a person meets it.</summary>
public sealed class DaemonTests : IDisposable
{
    const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void A_command_that_needs_it_starts_it_and_it_stays()
    {
        Assert.Equal(3, desk.Run("daemon", "status").ExitCode);
        Assert.False(desk.Json("lease", "ls").GetProperty("leases").EnumerateArray().Any());
        var status = desk.Json("daemon", "status");
        Assert.True(status.GetProperty("on_demand").GetBoolean());
        Assert.Equal(desk.DaemonPid, status.GetProperty("pid").GetInt32());
        desk.AddLease("web");
        Assert.Equal(desk.DaemonPid, desk.Json("daemon", "status").GetProperty("pid").GetInt32());
        Assert.Contains("keeps 1 lease that a person asked for", desk.Must("daemon", "status"), StringComparison.Ordinal);
        Assert.Contains("info Daemon: Started: pid", desk.Must("daemon", "logs"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_started_stopped_and_started_again()
    {
        desk.Must("daemon", "start");
        var first = desk.DaemonPid;
        Assert.False(desk.Json("daemon", "status").GetProperty("on_demand").GetBoolean());
        desk.Must("daemon", "restart");
        Assert.NotEqual(first, desk.DaemonPid);
        desk.Must("daemon", "stop");
        Assert.Null(LeftDaemon.Pid(desk.Network.Runtime));
        Assert.False(File.Exists(desk.Socket));
        Assert.Equal(0, desk.Run("daemon", "stop").ExitCode);
    }

    [Fact]
    public void Many_who_start_it_at_once_have_one()
    {
        var ports = new string[12];
        Parallel.For(0, ports.Length, new ParallelOptions { MaxDegreeOfParallelism = ports.Length }, i => ports[i] = desk.Must("lease", "add", $"service{i}").Trim());
        Assert.Equal(ports.Length, ports.Distinct().Count());
        Assert.Single(File.ReadLines(Path.Combine(desk.Berth, "berthd.log")), line => line.Contains("Started", StringComparison.Ordinal));
        Assert.Equal(ports.Length, desk.Leases().Count);
    }

    [Fact]
    public void A_second_one_says_so_and_ends_well()
    {
        desk.Must("daemon", "start");
        var program = Program();
        var second = desk.Network.RunWith([program], null, null, desk.Environment);
        Assert.Equal(0, second.ExitCode);
        Assert.Contains($"a daemon runs already: {desk.Socket}", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_killed_is_replaced()
    {
        desk.Must("daemon", "start");
        desk.KillDaemon();
        Assert.True(File.Exists(desk.Socket));
        Assert.Equal(3, desk.Run("daemon", "status").ExitCode);
        desk.Must("lease", "ls");
        Assert.Equal(0, desk.Run("daemon", "status").ExitCode);
    }

    [Fact]
    public void SIGTERM_ends_it_in_order_and_its_runs_go_on()
    {
        using var run = desk.Network.StartIn(desk.Folder, Words("run", "--", Python.Path, "-c", Python.Prelude + "ready(os.environ['PORT'])\nwait()"));
        Command.Must("kill", "-TERM", desk.DaemonPid.ToString(CultureInfo.InvariantCulture));
        Eventually.True(() => LeftDaemon.Pid(desk.Network.Runtime) is null, "it has ended");
        Assert.Contains("Ending", File.ReadAllText(Path.Combine(desk.Berth, "berthd.log")), StringComparison.Ordinal);
        Assert.False(run.HasEnded);
    }

    [Fact]
    public void What_is_its_own_is_nobody_elses()
    {
        desk.Must("lease", "add", "web");
        desk.KillDaemon(); // so that what SQLite has beside the database is there
        desk.Must("lease", "ls");
        foreach (var folder in new[] { desk.Berth, Path.GetDirectoryName(desk.Socket)! })
        {
            Assert.Equal(Owners | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            foreach (var file in Directory.GetFiles(folder)) Assert.True(File.GetUnixFileMode(file) == Owners, file);
        }
    }

    [Fact]
    public void It_keeps_nothing_of_who_started_it()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string?>(desk.Environment) { ["SECRET_TOKEN"] = "hunter2" };
        // A pipe that is open beside the usual three: its reader would wait for ever if the daemon kept it.
        var result = desk.Network.RunWith(["sh", "-c", "{ \"$0\" lease ls >/dev/null 2>&1 9>&1; } 9>&1 | cat; echo over", BerthProgram.Path], null, folder.Path, environment);
        Assert.Equal("over\n", result.Output);
        var proc = $"/proc/{desk.DaemonPid}";
        Assert.DoesNotContain("hunter2", File.ReadAllText($"{proc}/environ"), StringComparison.Ordinal);
        Assert.Equal("/", new FileInfo($"{proc}/cwd").ResolveLinkTarget(false)!.FullName);
        // proc_pid_stat(5), behind the name: state, parent, group, session, terminal.
        var stat = File.ReadAllText($"{proc}/stat").Split(") ")[1].Split(' ');
        Assert.Equal(desk.DaemonPid.ToString(CultureInfo.InvariantCulture), stat[3]);
        Assert.Equal("0", stat[4]);
    }

    [Fact]
    public void Another_users_commands_do_not_reach_it_and_have_their_own()
    {
        desk.Must("lease", "add", "web");
        using var home = new TemporaryFolder();
        Command.Must("chown", "65534", home.Path);
        string[] own = ["env", $"XDG_STATE_HOME={home.Path}", $"XDG_RUNTIME_DIR={home.Path}"];
        string[] ours = ["env", $"XDG_STATE_HOME={home.Path}", $"XDG_RUNTIME_DIR={desk.Network.Runtime}"];
        try
        {
            var refused = desk.Network.Run([.. NetworkNamespace.AsUser(65534), .. ours, BerthProgram.Path, "lease", "ls"]);
            Assert.Equal(8, refused.ExitCode);
            Assert.Contains("belongs to another user", refused.Error, StringComparison.Ordinal);
            var theirs = desk.Network.Run([.. NetworkNamespace.AsUser(65534), .. own, BerthProgram.Path, "lease", "ls", "--json"]);
            Assert.DoesNotContain("web", theirs.Output, StringComparison.Ordinal);
        }
        finally
        {
            LeftDaemon.End(home.Path);
        }
    }

    [Fact]
    public void In_another_network_its_ports_are_not_taken_for_ones_of_this()
    {
        desk.Must("daemon", "start");
        using var other = new NetworkNamespace();
        var result = other.RunWith([BerthProgram.Path, "run", "--", "printenv", "PORT"], null, desk.Folder, new Dictionary<string, string?>(desk.Environment) { ["XDG_RUNTIME_DIR"] = desk.Network.Runtime });
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("the daemon runs in another network namespace", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shell_without_XDG_RUNTIME_DIR_finds_it()
    {
        desk.Must("daemon", "start");
        var result = desk.Network.RunWith([BerthProgram.Path, "daemon", "status", "--json"], null, null, new Dictionary<string, string?>(desk.Environment) { ["XDG_RUNTIME_DIR"] = null });
        Assert.Contains($"\"pid\":{desk.DaemonPid},", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_others_may_write_to_is_not_used()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(desk.Socket)!);
        File.SetUnixFileMode(Path.GetDirectoryName(desk.Socket)!, (UnixFileMode)0b111_111_111);
        var result = desk.Run("daemon", "start");
        Assert.Equal(8, result.ExitCode);
        Assert.Contains("is open to other users: chmod 700", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_database_is_put_aside_and_told()
    {
        Directory.CreateDirectory(desk.Berth, Owners | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(desk.Berth, "berthd.db"), new string('x', 10_000));
        desk.AddLease("web");
        Assert.Contains("note: the database was damaged", desk.Must("daemon", "status"), StringComparison.Ordinal);
    }

    [Fact]
    public void Started_inside_of_a_projects_own_localhost_it_leaves_it()
    {
        var result = desk.Network.RunWith([BerthProgram.Path, "run", "--isolate", "--as-root", "--", BerthProgram.Path, "daemon", "start"], null, desk.Folder, desk.Environment);
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("/berth-", File.ReadAllText($"/proc/{desk.DaemonPid}/cgroup"), StringComparison.Ordinal);
        Assert.Equal(0, desk.Run("daemon", "status").ExitCode);
    }

    IReadOnlyList<string> Words(params IReadOnlyList<string> words) => ["env", "-u", "SUDO_UID", $"XDG_STATE_HOME={desk.State}", BerthProgram.Path, .. words];

    // The one that runs: beside berth, or where a build of the checkout puts it.
    string Program() => new FileInfo($"/proc/{desk.DaemonPid}/exe").ResolveLinkTarget(false)!.FullName;
}
