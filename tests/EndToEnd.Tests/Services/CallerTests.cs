using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Services;

/// <summary>A service is started for whoever asked for it, whoever asks for another one meanwhile.</summary>
public sealed class CallerTests : IDisposable
{
    static readonly string[] nobody = ["env", "WHO=A", "SUDO_UID=65534", "SUDO_GID=65534", "SUDO_USER=nobody"];
    static readonly string[] daemon = ["env", "WHO=B", "SUDO_UID=1", "SUDO_GID=1", "SUDO_USER=daemon"];

    readonly Yard yard = new(behindSudo: true);
    readonly string folder;

    public CallerTests()
    {
        folder = yard.Project("""
            services:
              slow: {run: "sh -c 'until [ -e go ]; do sleep 0.05; done; echo open; exec sleep 1000'", ready: {log: open}}
              other: {run: sleep 1000}
              late: {run: "sh -c 'echo $(id -u) $WHO; exec sleep 1000'", needs: [slow], restart: {when: always, first: 10ms}}
            """);
        Command.Must("chmod", "755", folder);
    }

    [Fact]
    public async Task What_waits_for_its_turn_is_started_for_who_asked_for_it()
    {
        var both = Task.Run(() => yard.Place.BerthIn(folder, ["up", "-d"], nobody));
        Eventually.True(() => yard.State(folder, "slow") == "starting", "it waits");
        Assert.Equal(0, yard.Place.BerthIn(folder, ["up", "-d", "other"], daemon).ExitCode);
        File.WriteAllText(Path.Combine(folder, "go"), "");
        Assert.Equal(0, (await both).ExitCode);
        Eventually.True(() => Said() is ["65534 A"], "it is whose it should be");

        yard.Place.BerthIn(folder, ["up", "-d", "slow"], daemon);
        Command.Must("kill", "-9", $"{yard.Pid(folder, "late")}");
        Eventually.True(() => Said() is ["65534 A", "65534 A"], "so is its next start");
        yard.Place.BerthIn(folder, ["restart", "late"], daemon);
        Eventually.True(() => Said() is ["65534 A", "65534 A", "65534 A"], "and its restart, whoever asks for that");
    }

    [Fact]
    public void What_was_not_started_yet_is_started_for_who_asks_for_a_restart()
    {
        File.WriteAllText(Path.Combine(folder, "go"), "");
        yard.Place.BerthIn(folder, ["up", "-d", "slow"], nobody);
        yard.Place.BerthIn(folder, ["restart", "late"], daemon);
        Eventually.True(() => Said() is ["1 B"], "it is whose it should be");
    }

    [Fact]
    public void Each_kind_of_readiness_is_reached_by_a_service_that_is_another_user()
    {
        const string notify = "import os, signal, socket; socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b'READY=1', os.environ['NOTIFY_SOCKET']); signal.pause()";
        var project = yard.Project($$$"""
            services:
              notify: {run: [/usr/bin/python3, -c, "{{{notify}}}"], ready: {notify: true, timeout: 20s}}
              log: {run: "sh -c 'echo open; exec sleep 1000'", ready: {log: open, timeout: 20s}}
              exec: {run: sleep 1000, ready: {exec: "test $(id -u) = 65534", timeout: 20s}}
              tcp: {run: "python3 -u -m http.server ${port} --bind ${host}", port: 3456, ready: {tcp: true, timeout: 20s}}
              http: {run: "python3 -u -m http.server ${port} --bind ${host}", port: 3457, ready: {http: /, timeout: 20s}}
            """);
        Command.Must("chmod", "755", project);
        var up = yard.Place.BerthIn(project, ["up", "-d"], nobody);
        Assert.True(up.ExitCode == 0, up.Error);
        Assert.Equal(["exec", "http", "log", "notify", "tcp"], yard.Services(project).Where(static one => one.Value.GetProperty("state").GetString() == "ready").Select(static one => one.Key).Order());
    }

    string[] Said() => [.. yard.Must(folder, "logs", "late").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static line => !line.StartsWith("berth:", StringComparison.Ordinal))];

    public void Dispose() => yard.Dispose();
}
