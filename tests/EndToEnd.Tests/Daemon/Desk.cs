using System.Text.Json;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Daemon;

/// <summary>A person's commands and daemon, in a network, a home and a checkout of the test's own.</summary>
sealed class Desk : IDisposable
{
    readonly List<TemporaryFolder> folders = [];

    public Desk()
    {
        Folder = NewFolder();
        Environment = new Dictionary<string, string?> { ["XDG_STATE_HOME"] = State, ["SUDO_UID"] = null };
    }

    public NetworkNamespace Network { get; } = new();

    public string State => Network.Home.At("state");
    public string Berth => Path.Combine(State, "berth");
    public string Socket => Path.Combine(Network.Runtime, "berth", "berthd.sock");

    /// <summary>Where commands run unless said otherwise.</summary>
    public string Folder { get; }

    public IReadOnlyDictionary<string, string?> Environment { get; }

    public string NewFolder()
    {
        folders.Add(new TemporaryFolder());
        return folders[^1].Path;
    }

    public CommandResult Run(params IReadOnlyList<string> words) => RunIn(Folder, words);

    public CommandResult RunIn(string folder, params IReadOnlyList<string> words) => Network.RunWith([BerthProgram.Path, .. words], null, folder, Environment);

    /// <summary>The whole command line of what is to run here, for a program of its own.</summary>
    public IReadOnlyList<string> Inside(params IReadOnlyList<string> command) =>
        Network.Inside(["env", "-u", "SUDO_UID", $"HOME={Network.Home.Path}", $"XDG_STATE_HOME={State}", $"XDG_RUNTIME_DIR={Network.Runtime}", .. command]);

    /// <summary>Anything but exit code 0 is an error of the test.</summary>
    public string Must(params IReadOnlyList<string> words)
    {
        var result = Run(words);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"berth {string.Join(' ', words)} failed with {result.ExitCode}: {result.Error}{result.Output}");
    }

    public int AddLease(string name) => int.Parse(Must("lease", "add", name));

    public JsonElement Json(params IReadOnlyList<string> words) => JsonDocument.Parse(Must([.. words, "--json"])).RootElement;

    public IReadOnlyList<JsonElement> Leases() => [.. Json("lease", "ls").GetProperty("leases").EnumerateArray()];

    public int DaemonPid => LeftDaemon.Pid(Network.Runtime) ?? throw new InvalidOperationException("no daemon runs");

    public void KillDaemon() => LeftDaemon.Kill(Network.Runtime);

    public void Dispose()
    {
        Network.Dispose();
        foreach (var folder in folders) folder.Dispose();
    }
}
