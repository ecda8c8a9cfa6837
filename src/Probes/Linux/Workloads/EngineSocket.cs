using System.Runtime.Versioning;
using System.Text.Json;

namespace Berth.Probes.Linux.Workloads;

/// <summary>
/// Asks an engine over its unix socket (Docker Engine API, which podman speaks too) for its list of running containers, once,
/// within half a second. Loads the HTTP client only when a container is there to be named.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class EngineSocket(string engine, IReadOnlyList<string> sockets, TimeSpan? patience = null) : IContainerSource
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
        var found = new List<(ContainerDescription, List<string>)>();
        refusal = sockets.Count == 0 ? $"{engine}'s socket was not found" : null;
        foreach (var path in sockets)
        {
            using var client = EngineClient.Open(path, patience);
            using var document = client.Get("/containers/json", out var why);
            if (why is not null) refusal ??= why.IsDenied ? $"{why.Reason}; {ContainerNames.SudoShowsTheName}" : $"{engine} did not answer on {path}";
            if (document is not null) found.AddRange(Read(document.RootElement));
        }
        return found;
    }

    static IEnumerable<(ContainerDescription, List<string>)> Read(JsonElement list)
    {
        foreach (var container in ContainerJson.List(list))
            yield return (new ContainerDescription(container.Id, container.Name, container.Image), [.. container.Addresses.Select(static address => address.ToString())]);
    }
}
