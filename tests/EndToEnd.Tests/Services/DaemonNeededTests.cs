using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Services;

/// <summary>The commands that need a daemon or a project: where one is missing, each says the same, and helps the same way.</summary>
public sealed class DaemonNeededTests : IDisposable
{
    const string Yaml = "services: {api: {run: \"sh -c 'echo hello; exec sleep 1000'\"}}";

    readonly Yard yard = new();

    public static TheoryData<string> OfRunningServices { get; } = ["down", "restart", "logs"];

    static readonly string[] all = ["up -d", "down", "restart", "logs", "attach", "ps", "env", "exec -- true", "lease ls", "daemon start"];

    public void Dispose() => yard.Dispose();

    [Theory]
    [MemberData(nameof(OfRunningServices))]
    [InlineData("ps")]
    public void Where_services_run_and_the_daemon_was_killed_another_one_finds_them(string command)
    {
        var folder = yard.Project(Yaml);
        yard.Must(folder, "up", "-d");
        yard.KillDaemon();
        var run = yard.Must(folder, command);
        Assert.Contains("api", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Equal(command == "down" ? "" : "ready", yard.State(folder, "api").Replace("down", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_none_can_be_started_each_says_why()
    {
        var folder = yard.Project(Yaml);
        yard.Must(folder, "up", "-d");
        yard.KillDaemon();
        var runtime = Path.Combine(yard.Place.Network.Runtime, "berth");
        Command.Must("chown", "65534", runtime);
        try
        {
            var said = $"the folder {runtime} belongs to another user (uid 65534): "
                + "move it away, or set XDG_RUNTIME_DIR and XDG_STATE_HOME.";
            Assert.All(all, command => AssertSays(8, said, command, yard.Berth(folder, command.Split(' '))));
        }
        finally
        {
            Command.Must("chown", "0", runtime);
        }
    }

    [Fact]
    public void Without_a_home_each_names_the_same_variables()
    {
        // Root has a home without these variables too.
        string[] homeless = ["env", "-u", "HOME", "-u", "XDG_STATE_HOME", "-u", "XDG_RUNTIME_DIR", .. NetworkNamespace.AsUser(65534)];
        const string said = "there is no home for the daemon's state. Set HOME, or XDG_STATE_HOME and XDG_RUNTIME_DIR.";
        var folder = yard.Project(Yaml);
        Assert.All(all, command => AssertSays(8, said, command, yard.Place.BerthIn(folder, command.Split(' '), homeless)));
    }

    [Fact]
    public void Outside_of_every_project_each_tells_what_runs()
    {
        const string here = "there is no berth.yaml and no Procfile here or above.";
        string[] commands = ["down", "restart", "logs", "attach"];
        Assert.All(commands, command => AssertSays(3, $"{here} Make one: berth init", command, yard.Berth("/", command)));
        var folder = yard.Project(Yaml);
        yard.Must(folder, "up", "-d");
        var name = yard.Project(folder, "ps", "--json").GetProperty("name").GetString();
        Assert.All(commands, command =>
            AssertSays(3, $"{here} What runs is: {name}. Name it: berth {command} {name}", command, yard.Berth("/", command)));
    }

    [Theory]
    [MemberData(nameof(OfRunningServices))]
    public void And_takes_its_name_or_its_folder(string command)
    {
        var folder = yard.Project(Yaml);
        yard.Must(folder, "up", "-d");
        var name = yard.Project(folder, "ps", "--json").GetProperty("name").GetString()!;
        yard.Must("/", command, name);
        yard.Must(folder, "up", "-d");
        yard.Must("/", command, folder);
    }

    [Theory]
    [InlineData("down", 0)]
    [InlineData("restart", 3)]
    [InlineData("ps", 3)]
    public void Where_nothing_is_up_it_says_so_whether_a_daemon_runs_or_not(string command, int code)
    {
        var folder = yard.Project(Yaml);
        var first = yard.Berth(folder, command);
        yard.Must(folder, "up", "-d");
        yard.Must(folder, "down");
        var second = yard.Berth(folder, command);
        Assert.Equal((code, code), (first.ExitCode, second.ExitCode));
        Assert.Contains("nothing of ", first.Error, StringComparison.Ordinal);
        if (command != "ps") Assert.Equal(first.Error, second.Error);
        Assert.NotEqual("ready", yard.State(folder, "api"));
    }

    static void AssertSays(int code, string sentence, string command, CommandResult run) =>
        Assert.Equal((code, "", $"berth {command.Split(' ')[0]}: {sentence}\n"), (run.ExitCode, run.Output, run.Error));
}
