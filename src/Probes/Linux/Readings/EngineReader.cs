using System.Runtime.Versioning;
using Berth.Linux.Containers;
using Berth.Model.Containers;
using Berth.Model.Knowledge;
using Berth.Probes.Linux.Workloads;
using Berth.Probes.Rights;

namespace Berth.Probes.Linux.Readings;

/// <summary>Asks container engines over their unix sockets what runs and what is published, and reads Docker's configuration.</summary>
[SupportedOSPlatform("linux")]
sealed class EngineReader(string root)
{
    public IReadOnlyList<ContainerEngine> Read(List<Shortfall> shortfalls)
    {
        var engines = new List<ContainerEngine>();
        var sockets = EngineSockets.Below(root);
        foreach (var name in EngineSockets.Engines)
            foreach (var path in sockets.Of(name)) engines.Add(Read(name, path, shortfalls));
        return engines;
    }

    ContainerEngine Read(string name, string path, List<Shortfall> shortfalls)
    {
        var settings = name == "docker" ? DaemonFile.Read($"{root}etc/docker/daemon.json") : new Dictionary<string, string>();
        var socket = FileAccessReader.Read(path, $"{root}etc/group");
        using var client = EngineClient.Open(path);
        using var list = client.Get("/containers/json", out var refusal);
        if (list is null)
        {
            shortfalls.Add(new Shortfall($"{name} could not be asked for its containers ({refusal!.Reason})", AsRoot.With("audit")));
            return new ContainerEngine(name, null, [], settings, socket);
        }
        using var version = client.Get("/version", out _);
        return new ContainerEngine(name, version?.RootElement.Text("Version"), [.. ContainerJson.List(list.RootElement)], settings, socket);
    }
}
