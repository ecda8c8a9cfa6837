using System.Runtime.Versioning;
using System.Text.Json;

namespace Berth.Probes.Linux.Workloads;

/// <summary>
/// Asks an engine over its unix socket (Docker Engine API, which podman speaks too) for its list of running containers, once,
/// within half a second. Loads the HTTP client only when a container is there to be named.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class EngineSocket(string engine, IReadOnlyList<string> socketPaths, TimeSpan? patience = null) : IContainerSource
{
    readonly Lock gate = new();
    List<(ContainerDescription Container, List<string> Addresses)>? containers;
    string? refusalOnce;

    public bool Knows(string name) => name == engine;

    public ContainerDescription? Find(string id, out string? refusal)
    {
        foreach (var (container, _) in List(out refusal))
            if (container.Id == id) return container;
        return null;
    }

    public ContainerDescription? FindByAddress(string address, out string? refusal)
    {
        foreach (var (container, addresses) in List(out refusal))
            if (addresses.Contains(address)) return container;
        return null;
    }

    List<(ContainerDescription Container, List<string> Addresses)> List(out string? refusal)
    {
        // The first asker waits for the engine; the others need the same answer.
        lock (gate)
        {
            containers ??= Ask(out refusalOnce);
            refusal = refusalOnce;
            return containers;
        }
    }

    List<(ContainerDescription, List<string>)> Ask(out string? refusal)
    {
        var path = socketPaths.FirstOrDefault(File.Exists);
        if (path is null)
        {
            refusal = $"{engine}'s socket was not found";
            return [];
        }
        using var client = EngineClient.Open(path, patience);
        using var document = client.Get("/containers/json", out var why);
        refusal = why is null ? null : why.EndsWith("may not be opened", StringComparison.Ordinal) ? $"{why}; run with sudo to see the container's name" : $"{engine} did not answer on {path}";
        return document is null ? [] : Read(document.RootElement);
    }

    static List<(ContainerDescription, List<string>)> Read(JsonElement list)
    {
        var found = new List<(ContainerDescription, List<string>)>();
        if (list.ValueKind != JsonValueKind.Array) return found;
        foreach (var container in list.EnumerateArray())
        {
            if (container.Text("Id") is not { } id) continue;
            string? name = null;
            if (container.TryGetProperty("Names", out var names) && names.ValueKind == JsonValueKind.Array && names.GetArrayLength() > 0)
                name = names[0].GetString()?.TrimStart('/');
            found.Add((new ContainerDescription(id, name, container.Text("Image")), Addresses(container)));
        }
        return found;
    }

    static List<string> Addresses(JsonElement container)
    {
        var addresses = new List<string>();
        if (!container.TryGetProperty("NetworkSettings", out var settings) || !settings.TryGetProperty("Networks", out var networks)) return addresses;
        if (networks.ValueKind != JsonValueKind.Object) return addresses;
        foreach (var network in networks.EnumerateObject())
            if (network.Value.Text("IPAddress") is { Length: > 0 } address) addresses.Add(address);
        return addresses;
    }
}
