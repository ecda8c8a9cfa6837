using System.Runtime.Versioning;
using System.Text.Json;

namespace Berth.Probes.Linux.Workloads;

/// <summary>Podman's list of containers (containers/storage): root's, and the current user's own.</summary>
[SupportedOSPlatform("linux")]
sealed class PodmanFiles(string root) : IContainerSource
{
    const string List = "containers/storage/overlay-containers/containers.json";

    public bool Knows(string engine) => engine == "podman";

    public ContainerDescription? Find(string id, out string? refusal)
    {
        refusal = null;
        foreach (var path in Lists())
        {
            using var document = JsonFile.Read(path, out var why);
            refusal ??= why;
            if (document is null || document.RootElement.ValueKind != JsonValueKind.Array) continue;
            foreach (var container in document.RootElement.EnumerateArray())
                if (container.Text("id") == id) return new ContainerDescription(id, FirstName(container), ImageName(container));
        }
        return null;
    }

    public ContainerDescription? FindByAddress(string address, out string? refusal)
    {
        refusal = null;
        return null; // podman's forwarders (conmon, rootlessport) run in the container's own cgroup
    }

    IEnumerable<string> Lists()
    {
        yield return $"{root}var/lib/{List}";
        if (Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home) yield return $"{home}/.local/share/{List}";
    }

    static string? FirstName(JsonElement container) =>
        container.TryGetProperty("names", out var names) && names.ValueKind == JsonValueKind.Array && names.GetArrayLength() > 0 ? names[0].GetString() : null;

    // "metadata" is JSON inside a JSON string.
    static string? ImageName(JsonElement container)
    {
        if (container.Text("metadata") is not { } metadata) return null;
        try
        {
            using var document = JsonDocument.Parse(metadata);
            return document.RootElement.Text("image-name");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
