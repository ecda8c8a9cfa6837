using System.Globalization;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Services;

/// <summary>
/// The daemon is killed at moments that nobody chose, as a fault of the machine would. BERTH_TEST_ROUNDS asks for more of them,
/// BERTH_TEST_SEED for others; a failure says its seed.
/// </summary>
public sealed class KilledDaemonTests : IDisposable
{
    static readonly int rounds = Number("BERTH_TEST_ROUNDS", 5), seed = Number("BERTH_TEST_SEED", 20260729);

    readonly Yard yard = new();
    readonly Random chance = new(seed);

    [Fact]
    public async Task Services_that_it_was_about_to_start_are_known_to_the_next_one_or_do_not_run()
    {
        // A number that nothing else of the machine sleeps for.
        var time = $"77001.{Environment.ProcessId}";
        var folder = yard.Project($"services:\n{string.Concat(Enumerable.Range(0, 6).Select(number => $"  s{number}: {{run: sleep {time}}}\n"))}");
        for (var round = 0; round < rounds; round++)
        {
            yard.Must("/", "daemon", "start");
            using var up = yard.Place.StartIn(folder, ["up", "-d"], Path.Combine(folder, $"said{round}"));
            await Task.Delay(chance.Next(20, 500));
            yard.KillDaemon();
            up.WaitForEnd();
            yard.Must("/", "daemon", "start");
            yard.Must(folder, "down");
            Eventually.True(() => Sleepers(time).Count == 0, $"nothing of it runs after `down`, seed {seed}, round {round}: {string.Join(' ', Sleepers(time))}");
            Assert.True(yard.Place.Groups.Count == 0, $"no control group is left, seed {seed}, round {round}: {string.Join(' ', yard.Place.Groups)}");
        }
    }

    [Fact]
    public void What_was_to_run_is_told_when_daemon_and_caller_are_killed_before_it_did()
    {
        var folder = yard.Project("services: {a: {run: sleep 1000, ready: {log: never}}, b: {run: sleep 1000, needs: [a]}}");
        using (var up = yard.Place.StartIn(folder, ["up", "-d"], Path.Combine(folder, "said")))
        {
            Eventually.True(() => yard.State(folder, "a") == "starting" && Written() == 2, "both are written down");
            Command.Must("kill", "-9", $"{up.Pid}");
            up.WaitForEnd();
        }
        yard.KillDaemon();
        yard.Must("/", "daemon", "start");
        Assert.Equal(("starting", "failed"), (yard.State(folder, "a"), yard.State(folder, "b")));
        Assert.Equal("the daemon was killed before it was started. Start it: berth up", yard.Services(folder)["b"].GetProperty("reason").GetString());
    }

    int Written() => int.Parse(Command.Must(Python.Path, "-c", "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('select count(*) from services').fetchone()[0])", Path.Combine(yard.Place.State, "berthd.db")), CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_lease_that_was_answered_is_kept()
    {
        var folder = yard.Project("services: {}");
        var answered = new Dictionary<string, string>();
        for (var round = 0; round < rounds; round++)
        {
            yard.Must("/", "daemon", "start");
            var adding = Task.Run(() => Enumerable.Range(0, 4).Select(number => ($"r{round}-{number}", yard.Berth(folder, "lease", "add", $"r{round}-{number}"))).ToArray());
            await Task.Delay(chance.Next(5, 250));
            if (yard.Daemon() is { } pid) Command.Run(["kill", "-9", $"{pid}"]);
            foreach (var (name, result) in await adding)
                if (result.ExitCode == 0) answered[name] = result.Output.Trim();
        }
        Assert.NotEmpty(answered);
        foreach (var (name, port) in answered) Assert.True(port == yard.Must(folder, "lease", "add", name).Output.Trim(), $"{name} has its port {port}, seed {seed}");
    }

    static List<int> Sleepers(string time)
    {
        var found = new List<int>();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid)) continue;
            try
            {
                if (File.ReadAllText($"{folder}/cmdline").Split('\0') is ["sleep", var asked, ..] && asked == time) found.Add(pid);
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }
        return found;
    }

    static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public void Dispose() => yard.Dispose();
}
