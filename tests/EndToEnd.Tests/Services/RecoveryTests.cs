using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Services;

public sealed class RecoveryTests : IDisposable
{
    readonly Yard yard = new();

    [Theory, InlineData(false), InlineData(true)]
    public void A_daemon_that_was_killed_is_followed_by_one_that_takes_its_services_over(bool isolated)
    {
        var folder = yard.Project($"""
            isolate: {(isolated ? "true" : "false")}
            services:
              web: {"{"}run: python3 -u -m http.server 3000, port: {"{"}http: {"{"}port: 3000, fixed: true{"}}}"}
              talk: {"{"}run: "sh -c 'while :; do echo on; sleep 0.05; done'"{"}"}
            """.Replace("port: {http: {port: 3000, fixed: true}}", "ports: {http: {port: 3000, fixed: true}}", StringComparison.Ordinal));
        yard.Must(folder, "up", "-d");
        var (pid, url) = (yard.Pid(folder, "web"), yard.Url(folder, "web"));
        yard.KillDaemon();
        Assert.NotEmpty(yard.Fetch(url));

        Assert.Equal(pid, yard.Pid(folder, "web"));
        Assert.Equal("ready", yard.State(folder, "web"));
        var before = yard.Must(folder, "logs", "-n", "100000", "talk").Output.Length;
        Eventually.True(() => yard.Must(folder, "logs", "-n", "100000", "talk").Output.Length > before, "its output is read on");
        Assert.NotEmpty(yard.Fetch(url));

        yard.Must(folder, "down");
        // Whoever has the orphans of the machine reaps it in its own time.
        Eventually.True(() => !Directory.Exists($"/proc/{pid}"), "its process is gone");
        Assert.Empty(yard.Place.Groups);
        Assert.Empty(yard.Place.Pins);
        Assert.Empty(yard.Place.Addresses);
    }

    [Fact]
    public void An_adopted_service_that_ends_is_started_again_with_the_environment_that_it_had()
    {
        var folder = yard.Project("services: {a: {run: \"sh -c 'echo I am $COLOUR; exec sleep 1000'\", env: {COLOUR: green}, restart: {when: always, first: 10ms}}}");
        yard.Must(folder, "up", "-d");
        yard.KillDaemon();
        var pid = yard.Pid(folder, "a");
        Command.Must("kill", "-9", $"{pid}");
        Eventually.True(() => yard.Services(folder)["a"].GetProperty("pid") is { ValueKind: System.Text.Json.JsonValueKind.Number } now && now.GetInt32() != pid, "it runs again");
        Eventually.True(() => yard.Must(folder, "logs", "a").Output.Split('\n').Count(static line => line == "I am green") == 2, "it is as before");
    }

    [Fact]
    public void What_ended_while_no_daemon_ran_is_ended_whole()
    {
        var folder = yard.Project("services: {a: {run: \"sh -c 'sleep 1000 & echo $!; wait'\"}}");
        yard.Must(folder, "up", "-d");
        Eventually.True(() => yard.Must(folder, "logs", "a").Output.Length > 1, "it wrote");
        var child = int.Parse(yard.Must(folder, "logs", "a").Output);
        var pid = yard.Pid(folder, "a");
        yard.KillDaemon();
        Command.Must("kill", "-9", $"{pid}");
        Eventually.True(() => !Directory.Exists($"/proc/{pid}"), "it is gone");
        Assert.NotNull(yard.Must("/", "daemon", "start"));
        Eventually.True(() => !Directory.Exists($"/proc/{child}"), "what it left is ended too");
        Assert.Empty(yard.Place.Groups);
    }

    [Fact]
    public void A_daemon_that_is_killed_again_and_again_while_services_start_and_end_loses_none_of_them()
    {
        var folder = yard.Project("services: {a: {run: sleep 1000}, b: {run: sleep 1000, needs: [a]}, c: {run: sleep 1000, needs: [b]}}");
        for (var round = 0; round < 4; round++)
        {
            var said = Path.Combine(folder, $"said{round}");
            using var up = yard.Place.StartIn(folder, [round % 2 == 0 ? "up" : "down", .. round % 2 == 0 ? (string[])["-d"] : []], said);
            Eventually.True(() => yard.Daemon() is not null, "a daemon runs");
            yard.KillDaemon();
            up.WaitForEnd();
        }
        yard.Must(folder, "up", "-d");
        Assert.Equal(["ready", "ready", "ready"], yard.Services(folder).Values.Select(static service => service.GetProperty("state").GetString()));
        yard.Must(folder, "down");
        Assert.Empty(yard.Place.Groups);
        Assert.Empty(Directory.GetFiles(Path.Combine(yard.Place.Network.Runtime, "berth", "out"), "*.out", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_daemon_that_is_stopped_leaves_services_running_for_the_next_one()
    {
        var folder = yard.Project("services: {a: {run: sleep 1000}}");
        yard.Must(folder, "up", "-d");
        var pid = yard.Pid(folder, "a");
        yard.Must("/", "daemon", "stop");
        Assert.True(Directory.Exists($"/proc/{pid}"));
        Assert.Equal(pid, yard.Pid(folder, "a"));
    }

    public void Dispose() => yard.Dispose();
}
