using System.Runtime.Versioning;
using System.Text.Json;
using Berth.Model;
using Berth.Probes.Linux.Workloads;

namespace Berth.Probes.Linux.Readings;

/// <summary>Asks container engines over their unix sockets what runs and what is published, and reads Docker's configuration.</summary>
[SupportedOSPlatform("linux")]
sealed class EngineReader(string root)
{
    public IReadOnlyList<ContainerEngine> Read(List<Shortfall> shortfalls)
    {
        var engines = new List<ContainerEngine>();
        foreach (var (name, path) in Sockets())
            if (Read(name, path, shortfalls) is { } engine) engines.Add(engine);
        return engines;
    }

    IEnumerable<(string Name, string Path)> Sockets()
    {
        yield return ("docker", File.Exists($"{root}var/run/docker.sock") ? $"{root}var/run/docker.sock" : $"{root}run/docker.sock");
        yield return ("podman", $"{root}run/podman/podman.sock");
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime) yield return ("podman", $"{runtime}/podman/podman.sock");
    }

    ContainerEngine? Read(string name, string path, List<Shortfall> shortfalls)
    {
        if (!File.Exists(path)) return null;
        var settings = name == "docker" ? DaemonFile.Read($"{root}etc/docker/daemon.json") : new Dictionary<string, string>();
        var socket = FileAccessReader.Read(path, $"{root}etc/group");
        using var client = EngineClient.Open(path);
        using var list = client.Get("/containers/json", out var refusal);
        if (list is null)
        {
            shortfalls.Add(new Shortfall($"{name} could not be asked for its containers ({refusal})", AsRoot.With("audit")));
            return new ContainerEngine(name, null, [], settings, socket);
        }
        using var version = client.Get("/version", out _);
        return new ContainerEngine(name, version?.RootElement.Text("Version"), Containers(list.RootElement), settings, socket);
    }

    static List<RunningContainer> Containers(JsonElement list)
    {
        var found = new List<RunningContainer>();
        if (list.ValueKind != JsonValueKind.Array) return found;
        foreach (var container in list.EnumerateArray())
            if (container.Text("Id") is { } id) found.Add(ContainerJson.Read(id, container));
        return found;
    }
}
