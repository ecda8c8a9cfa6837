using System.IO.Compression;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Packaging;

/// <summary>
/// The tool packages of `scripts/package --tool`, installed by name as a stranger would, from a folder. They are compiled for minutes,
/// so for `./test --long` alone.
/// </summary>
public sealed class NativeToolTests : IDisposable
{
    const string Version = "0.1.0";

    static readonly TimeSpan patience = TimeSpan.FromMinutes(30);

    readonly TemporaryFolder folder = new();
    readonly NetworkNamespace net = new();

    [Fact(Explicit = true)]
    public void What_root_installs_for_everybody_is_native_and_runs_for_everybody()
    {
        Run(Environment(), BerthProgram.InCheckout("scripts", "package"), "--tool", folder.At("packages"));
        AssertHoldsTheProgramsAlone();
        Run(Environment(), "dotnet", "tool", "install", "Berth", "--tool-path", folder.At("tools"), "--configfile", Sources());

        // The link leads to the program itself: no runtime in between.
        var berth = folder.At("tools", "berth");
        var program = File.ResolveLinkTarget(berth, returnFinalTarget: true)!.FullName;
        Assert.Equal([0x7f, (byte)'E', (byte)'L', (byte)'F'], File.ReadAllBytes(program)[..4]);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(program)!, "*.dll"));

        // NuGet lets nobody else run what it unpacks, until who installed it has.
        Assert.NotEqual(0, Command.Run([.. NetworkNamespace.AsUser(65534), "sh", "-c", "exec \"$0\" --version", berth]).ExitCode);
        Assert.StartsWith($"berth {Version}", net.Must(berth, "--version"), StringComparison.Ordinal);

        using var server = net.StartPythonAs(65534, "s = listen('127.0.0.1', 3000); ready(); wait()");
        var listed = Listing.Read(net.Run([.. NetworkNamespace.AsUser(65534), berth, "ls", "--json"]));
        Assert.Equal([server.Pid], Assert.Single(listed.Rows).Pids);
        AssertHasItsDaemon(berth);
    }

    // berthd lies beside berth, and whoever may run the one may run the other.
    void AssertHasItsDaemon(string berth)
    {
        using var home = new TemporaryFolder();
        Command.Must("chown", "65534", home.Path);
        string[] own = [$"HOME={home.Path}", $"XDG_STATE_HOME={home.At("state")}", $"XDG_RUNTIME_DIR={home.At("run")}"];
        const string startAndStop = "\"$0\" daemon start && \"$0\" daemon stop";
        var run = net.Run([.. NetworkNamespace.AsUser(65534), "env", .. own, "sh", "-c", startAndStop, berth]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith($"berthd {Version}", run.Output, StringComparison.Ordinal);
    }

    void AssertHoldsTheProgramsAlone()
    {
        var files = Directory.GetFiles(folder.At("packages")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(3, files.Count);
        Assert.Equal([$"Berth.{Version}.nupkg", $"Berth.any.{Version}.nupkg"], files[..2]);
        using var zip = ZipFile.OpenRead(folder.At("packages", files[2]));
        var tools = zip.Entries.Where(entry => entry.FullName.StartsWith("tools/", StringComparison.Ordinal)).Select(entry => entry.Name);
        Assert.Equal(["DotnetToolSettings.xml", "berth", "berthd"], tools.Order(StringComparer.Ordinal));
    }

    string Sources()
    {
        File.WriteAllText(folder.At("nuget.config"), $"""
            <configuration><packageSources><clear /><add key="here" value="{folder.At("packages")}" /></packageSources></configuration>
            """);
        return folder.At("nuget.config");
    }

    static Dictionary<string, string?> Environment() =>
        new() { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false", ["DOTNET_NOLOGO"] = "1" };

    void Run(Dictionary<string, string?> environment, params IReadOnlyList<string> command)
    {
        if (command.Contains("install"))
            (environment["DOTNET_CLI_HOME"], environment["NUGET_PACKAGES"]) = (folder.At("home"), folder.At("cache"));
        var run = Command.Run(command, environment, limit: patience);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', command)}: {run.ExitCode}\n{run.Output}{run.Error}");
    }

    public void Dispose()
    {
        net.Dispose();
        folder.Dispose();
    }
}
