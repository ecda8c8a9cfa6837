using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Services;

public sealed class UpTests : IDisposable
{
    readonly Yard yard = new();

    const string Shop = """
        services:
          web:
            run: python3 -u -m http.server ${port} --bind ${host}
            port: 3000
            needs: [api]
          api:
            run: python3 -u -m http.server ${port} --bind ${host}
            port: 8000
            ready: {http: /}
            needs: {migrate: completed}
          migrate:
            run: echo migrating ${api.url}
            task: true
        """;

    [Fact]
    public void Services_come_up_by_what_they_need_and_go_down_without_a_trace()
    {
        var folder = yard.Project(Shop);
        var up = yard.Must(folder, "up", "-d");
        Assert.Equal(["berth: migrate is done", "berth: api is ready: http://127.0.0.1:8000", "berth: web is ready: http://127.0.0.1:3000"], up.Error.TrimEnd().Split('\n'));
        Assert.Contains("<!DOCTYPE", yard.Fetch("http://127.0.0.1:3000/"), StringComparison.OrdinalIgnoreCase);
        var pids = new[] { yard.Pid(folder, "web"), yard.Pid(folder, "api") };
        Assert.Equal("completed", yard.State(folder, "migrate"));

        Assert.Contains("migrate | migrating http://127.0.0.1:8000", yard.Must(folder, "logs").Output);
        var down = yard.Must(folder, "down");
        Assert.Equal(["berth: web is asked to end", "berth: web is down", "berth: api is asked to end", "berth: api is down"], down.Error.TrimEnd().Split('\n'));
        Assert.All(pids, pid => Assert.False(Directory.Exists($"/proc/{pid}")));
        Assert.Empty(yard.Place.Groups);
        Assert.Equal("down", yard.State(folder, "web"));
    }

    [Fact]
    public void Two_checkouts_with_the_same_ports_get_ports_of_their_own_and_keep_them()
    {
        var (first, second) = (yard.Project(Shop), yard.Project(Shop));
        yard.Must(first, "up", "-d");
        var up = yard.Must(second, "up", "-d");
        Assert.Equal("http://127.0.0.1:3000", yard.Url(first, "web"));
        var other = yard.Url(second, "web");
        Assert.Matches(@"^http://127\.0\.0\.1:2\d{4}$", other);
        Assert.Contains("is leased to web of", yard.Must(second, "logs", "web").Output);
        Assert.NotEmpty(yard.Fetch(other));
        yard.Must(second, "down");
        yard.Must(second, "up", "-d");
        Assert.Equal(other, yard.Url(second, "web"));
    }

    [Fact]
    public void A_number_that_a_project_prefers_is_its_while_it_is_up_and_is_lent_after()
    {
        var (first, second) = (yard.Project(Shop), yard.Project(Shop));
        yard.Must(first, "up", "-d");
        yard.Must(second, "up", "-d");
        Assert.NotEqual("http://127.0.0.1:3000", yard.Url(second, "web"));
        yard.Must(first, "down");
        yard.Must(second, "restart", "web");
        Assert.Equal("http://127.0.0.1:3000", yard.Url(second, "web"));
        Assert.NotEmpty(yard.Fetch("http://127.0.0.1:3000/"));
        yard.Must(first, "up", "-d");
        Assert.NotEqual("http://127.0.0.1:3000", yard.Url(first, "web"));
        Assert.NotEmpty(yard.Fetch(yard.Url(first, "web")));
    }

    [Fact]
    public void A_Procfile_of_any_name_can_be_chosen()
    {
        var folder = yard.Project("job: echo usual; exec sleep 1000\n", "Procfile");
        File.WriteAllText(Path.Combine(folder, "other.procs"), "job: echo chosen; exec sleep 1000\n");
        string Lines() => yard.Must(folder, "logs", "job").Output;
        Assert.Contains("berth: other.procs says what runs.\n", yard.Must(folder, "up", "-d", "-f", "other.procs").Error, StringComparison.Ordinal);
        Eventually.True(() => Lines() == "chosen\n", "it is the one of -f");
        // It stays so for what goes on with it, and a daemon that comes after.
        yard.KillDaemon();
        yard.Must("/", "daemon", "start");
        yard.Must(folder, "restart", "job");
        Eventually.True(() => Lines() == "chosen\nchosen\n", "it is still that one");
        yard.Must(folder, "down");
        Assert.Equal(0, yard.Place.BerthIn(folder, ["up", "-d"], ["env", "PROCFILE=other.procs"]).ExitCode);
        Eventually.True(() => Lines() == "chosen\nchosen\nchosen\n", "so is that of PROCFILE");
        yard.Must(folder, "up", "-d");
        Eventually.True(() => Lines().EndsWith("usual\n", StringComparison.Ordinal), "without it, it is the usual one");

        var gone = yard.Berth(folder, "up", "-f", "gone");
        Assert.Equal((3, $"berth up: {folder}/gone is not there\n"), (gone.ExitCode, gone.Error));
    }

    [Fact]
    public void What_runs_is_ended_also_when_its_files_are_gone_or_elsewhere()
    {
        const string one = "services: {a: {run: sleep 1000}}";
        var (deleted, bare, moved) = (yard.Project(one), yard.Project(one), yard.Project(one));
        foreach (var folder in (string[])[deleted, bare, moved]) yard.Must(folder, "up", "-d");
        var pids = new[] { deleted, bare, moved }.Select(folder => yard.Pid(folder, "a")).ToArray();

        File.Delete(Path.Combine(bare, "berth.yaml"));
        yard.Must(bare, "down");
        Directory.Delete(deleted, recursive: true);
        yard.Must("/", "down", Path.GetFileName(deleted).ToLowerInvariant());
        Directory.Move(moved, moved + "-moved");
        var lost = yard.Berth(moved + "-moved", "down");
        Assert.EndsWith($" still runs, whose folder {moved} is gone: berth down {moved}\n", lost.Error, StringComparison.Ordinal);
        yard.Must("/", "down", moved);
        Directory.Move(moved + "-moved", moved);
        Directory.CreateDirectory(deleted); // the test takes its folders away itself
        Assert.All(pids, pid => Assert.False(Directory.Exists($"/proc/{pid}")));
    }

    [Fact]
    public void In_the_foreground_they_end_with_the_command()
    {
        var folder = yard.Project(Shop);
        var said = Path.Combine(folder, "said");
        using var up = yard.Place.StartIn(folder, ["up"], said);
        Eventually.True(() => yard.State(folder, "web") == "ready", "web is ready");
        var pid = yard.Pid(folder, "web");
        Command.Must("kill", "-INT", $"{up.Pid}");
        Assert.Equal(0, up.WaitForEnd());
        Assert.False(Directory.Exists($"/proc/{pid}"));
        var lines = File.ReadAllText(said);
        Assert.Contains("web     | Serving HTTP", lines);
        Assert.Contains("berth: ending all in order", lines);
        Assert.Contains("berth: api is down", lines);
    }

    [Fact]
    public void One_that_is_killed_in_the_foreground_takes_its_services_with_it()
    {
        var folder = yard.Project(Shop);
        using (var up = yard.Place.StartIn(folder, ["up"], Path.Combine(folder, "said")))
        {
            Eventually.True(() => yard.State(folder, "web") == "ready", "web is ready");
            Command.Must("kill", "-KILL", $"{up.Pid}");
        }
        Eventually.True(() => yard.State(folder, "web") == "down" && yard.State(folder, "api") == "down", "they are down");
    }

    [Fact]
    public void A_service_that_fails_is_told_with_its_reason_and_what_needs_it_does_not_start()
    {
        var folder = yard.Project("""
            services:
              db: {run: "sh -c 'echo no disk >&2; exit 3'", restart: never, ready: {log: open}}
              api: {run: sleep 1000, needs: [db]}
            """);
        var up = yard.Berth(folder, "up", "-d");
        Assert.Equal(1, up.ExitCode);
        // Once, when it came about.
        Assert.Equal(["berth: db failed: it ended with 3", "berth: api failed: it needs db, which is not ready: it ended with 3"], up.Error.TrimEnd().Split('\n'));
        Assert.Equal("db | no disk\n", up.Output);
        Assert.Contains("db | no disk", yard.Must(folder, "logs").Output);
    }

    [Fact]
    public void An_environment_file_that_is_not_there_is_told_once()
    {
        var up = yard.Berth(yard.Project("env_files: prod.env\nservices: {job: {run: sleep 1000}}\n"), "up", "-d");
        Assert.Equal(1, up.ExitCode);
        Assert.Single(up.Error.Split("prod.env is not there")[1..]);
    }

    [Fact]
    public void One_that_listens_elsewhere_is_told_where_and_what_to_do()
    {
        var folder = yard.Project("""
            services:
              web:
                run: python3 -u -c "import http.server; http.server.test(port=3999, bind='127.0.0.1')"
                port: 3000
                ready: {tcp: true, timeout: 1s}
            """);
        var up = yard.Berth(folder, "up", "-d");
        Assert.Equal(1, up.ExitCode);
        Assert.Contains("it listens on 127.0.0.1:3999, not on its port 3000", up.Error);
    }

    [Fact]
    public void A_wrong_file_is_told_with_line_and_column()
    {
        var folder = yard.Project("services:\n  web:\n    runs: npm start\n");
        var up = yard.Berth(folder, "up");
        Assert.Equal(2, up.ExitCode);
        Assert.Contains("berth.yaml:3:5", up.Error);
        Assert.Contains("did you mean `run`?", up.Error);
    }

    [Fact]
    public void A_procfile_needs_no_berth_yaml()
    {
        var folder = yard.Project("web: python3 -u -m http.server $PORT --bind 127.0.0.1\nworker: echo working && sleep 1000\n", "Procfile");
        yard.Must(folder, "up", "-d");
        Assert.NotEmpty(yard.Fetch(yard.Url(folder, "web")));
        Eventually.True(() => yard.Must(folder, "logs", "worker").Output == "working\n", "the worker wrote");
    }

    [Fact]
    public void One_service_is_restarted_with_what_the_file_says_by_then()
    {
        var folder = yard.Project("services: {a: {run: sh -c 'echo one; exec sleep 1000'}}");
        yard.Must(folder, "up", "-d");
        var pid = yard.Pid(folder, "a");
        File.WriteAllText(Path.Combine(folder, "berth.yaml"), "services: {a: {run: sh -c 'echo two; exec sleep 1000'}}");
        yard.Must(folder, "restart", "a");
        Assert.NotEqual(pid, yard.Pid(folder, "a"));
        Eventually.True(() => yard.Must(folder, "logs", "a").Output.EndsWith("two\n", StringComparison.Ordinal), "the second one wrote");
    }

    [Fact]
    public void What_a_service_writes_cannot_move_the_cursor_of_who_looks()
    {
        var folder = yard.Project("services: {a: {run: [printf, '\\033[31mred\\033[0m \\033[2Jgone \\007\\n'], task: true}}");
        yard.Must(folder, "up", "-d");
        Assert.Equal("red \\x1b[2Jgone \\x07\n", yard.Must(folder, "logs", "a").Output);
    }

    [Fact]
    public void Logs_are_followed_until_the_reader_has_enough()
    {
        var folder = yard.Project("services: {a: {run: \"sh -c 'while :; do echo tick; sleep 0.05; done'\"}}");
        yard.Must(folder, "up", "-d");
        var said = Path.Combine(folder, "said");
        using var logs = yard.Place.StartIn(folder, ["logs", "-f", "a"], said);
        Eventually.True(() => File.ReadAllLines(said).Count(static line => line == "tick") > 3, "it follows");
    }

    [Fact]
    public void Attach_shows_what_runs_and_leaves_it_running()
    {
        var folder = yard.Project("services: {a: {run: \"sh -c 'while :; do echo tick; sleep 0.05; done'\"}}");
        yard.Must(folder, "up", "-d");
        var said = Path.Combine(folder, "said");
        using (var attach = yard.Place.StartIn(folder, ["attach"], said))
        {
            Eventually.True(() => File.ReadAllText(said) is var text && text.Contains("berth: a is ready", StringComparison.Ordinal) && text.Contains("a | tick", StringComparison.Ordinal), "it shows state and lines");
            Command.Must("kill", "-INT", $"{attach.Pid}");
            attach.WaitForEnd();
        }
        Assert.Equal("ready", yard.State(folder, "a"));
    }

    public void Dispose() => yard.Dispose();
}
