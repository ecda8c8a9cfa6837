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
    readonly TaskCompletionSource<EngineAnswer> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int isAsked;

    public bool Knows(string name) => name == engine;

    public ContainerDescription? Find(string id, out string? refusal)
    {
        var told = Answer();
        refusal = told.Refusal;
        foreach (var (container, _) in told.Containers)
            if (container.Id == id) return container;
        return null;
    }

    public ContainerDescription? FindByAddress(string address, out string? refusal)
    {
        var told = Answer();
        refusal = told.Refusal;
        foreach (var (container, addresses) in told.Containers)
            if (addresses.Contains(address)) return container;
        return null;
    }

    // The first asker asks the engine; the others need the same answer, and wait for nothing else.
    EngineAnswer Answer()
    {
        if (Interlocked.Exchange(ref isAsked, 1) == 0)
        {
            try
            {
                answer.SetResult(Ask());
            }
            catch (Exception error)
            {
                answer.SetException(error);
            }
        }
        return answer.Task.GetAwaiter().GetResult();
    }

    EngineAnswer Ask()
    {
        var found = new List<(ContainerDescription, List<string>)>();
        var refusal = sockets.Count == 0 ? $"{engine}'s socket was not found" : null;
        foreach (var path in sockets)
        {
            using var client = EngineClient.Open(path, patience);
            using var document = client.Get("/containers/json", out var why);
            if (why is { IsDenied: true }) refusal ??= $"{why.Reason}; {ContainerNames.SudoShowsTheName}";
            else if (why is not null) refusal ??= $"{engine} did not answer on {path}";
            if (document is not null) found.AddRange(Read(document.RootElement));
        }
        return new EngineAnswer(found, refusal);
    }

    static IEnumerable<(ContainerDescription, List<string>)> Read(JsonElement list)
    {
        foreach (var container in ContainerJson.List(list))
        {
            var description = new ContainerDescription(container.Id, container.Name, container.Image);
            yield return (description, [.. container.Addresses.Select(static address => address.ToString())]);
        }
    }

    sealed record EngineAnswer(IReadOnlyList<(ContainerDescription Container, List<string> Addresses)> Containers, string? Refusal);
}
