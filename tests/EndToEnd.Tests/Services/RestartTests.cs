namespace Berth.EndToEnd.Tests.Services;

public sealed class RestartTests : IDisposable
{
    readonly Yard yard = new();

    public void Dispose() => yard.Dispose();

    [Fact]
    public void What_it_needs_starts_too_when_that_does_not_run_or_is_not_known_any_more()
    {
        var folder = yard.Project("""
            services:
              migrate: {run: "sh -c 'echo migrated'", task: true}
              db: {run: "sh -c 'echo open; exec sleep 1000'", ready: {log: open}}
              api: {run: sleep 1000, needs: [db, migrate]}
            """);
        yard.Must(folder, "up", "-d");
        // That the task was done is written down.
        yard.KillDaemon();
        var (db, api) = (yard.Pid(folder, "db"), yard.Pid(folder, "api"));
        yard.Must(folder, "restart", "api");
        Assert.Equal(("completed", "ready"), (yard.State(folder, "migrate"), yard.State(folder, "api")));
        Assert.Equal(db, yard.Pid(folder, "db"));
        Assert.NotEqual(api, yard.Pid(folder, "api"));

        yard.Must(folder, "down", "db");
        yard.Must(folder, "restart", "api");
        Assert.Equal(("ready", "ready"), (yard.State(folder, "db"), yard.State(folder, "api")));
        Assert.Equal(1, yard.Must(folder, "logs", "migrate").Output.Split('\n').Count(static line => line == "migrated")); // done, and known: not again
    }
}
