using System.Text.Json;
using Berth.Counterparts;
using Berth.EndToEnd.Tests.Running;

namespace Berth.EndToEnd.Tests.Services;

/// <summary>Where projects are brought up: a network, a control group, a state and a daemon of the test's own.</summary>
sealed class Yard(bool behindSudo = false) : IDisposable
{
    readonly Place place = new(ownLibrary: behindSudo);

    // Whoever looks is somebody else than those who ask.
    readonly string[] before = behindSudo ? ["env", "SUDO_UID=2", "SUDO_GID=2", "SUDO_USER=bin"] : [];

    public Place Place => place;

    /// <summary>A folder with a berth.yaml.</summary>
    public string Project(string yaml, string file = "berth.yaml")
    {
        var folder = place.NewFolder();
        File.WriteAllText(Path.Combine(folder, file), yaml);
        return folder;
    }

    public CommandResult Berth(string folder, params IReadOnlyList<string> words) => place.BerthIn(folder, words, before);

    /// <summary>With exit code 0.</summary>
    public CommandResult Must(string folder, params IReadOnlyList<string> words)
    {
        var result = Berth(folder, words);
        Assert.True(result.ExitCode == 0, $"berth {string.Join(' ', words)}: {result.ExitCode}\n{result.Output}\n{result.Error}");
        return result;
    }

    /// <summary>The services of the project of a folder, by name.</summary>
    public Dictionary<string, JsonElement> Services(string folder) => Project(folder, "ps", "--json") is { ValueKind: JsonValueKind.Object } project
        ? project.GetProperty("services").EnumerateArray().ToDictionary(static service => service.GetProperty("name").GetString()!)
        : [];

    public JsonElement Project(string folder, params IReadOnlyList<string> words)
    {
        var projects = JsonDocument.Parse(Berth(folder, words).Output).RootElement.GetProperty("projects");
        return projects.GetArrayLength() == 0 ? default : projects[0];
    }

    public string State(string folder, string service) => Services(folder).TryGetValue(service, out var found) ? found.GetProperty("state").GetString()! : "";

    public int Pid(string folder, string service) => Services(folder)[service].GetProperty("pid").GetInt32();

    public string Url(string folder, string service) => Services(folder)[service].GetProperty("endpoints")[0].GetProperty("url").GetString()!;

    /// <summary>The pid of the daemon; null when none runs.</summary>
    public int? Daemon()
    {
        var status = Berth("/", "daemon", "status", "--json");
        return JsonDocument.Parse(status.Output).RootElement.TryGetProperty("pid", out var pid) ? pid.GetInt32() : null;
    }

    /// <summary>As a fault of the machine would.</summary>
    public void KillDaemon()
    {
        var pid = Daemon()!.Value;
        Command.Must("kill", "-9", $"{pid}");
        Eventually.True(() => !Directory.Exists($"/proc/{pid}"), "the daemon is gone");
    }

    public string Fetch(string url) => place.Network.Run("curl", "-s", "--max-time", "5", url).Output;

    public void Dispose()
    {
        _ = Berth("/", "down", "--all", "--now");
        _ = Berth("/", "daemon", "stop");
        place.Dispose();
    }
}
