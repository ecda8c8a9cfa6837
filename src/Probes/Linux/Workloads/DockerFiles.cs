using System.Runtime.Versioning;
using System.Text.Json;

namespace Berth.Probes.Linux.Workloads;

/// <summary>Docker's own record of a container: containers/ID/config.v2.json below its data folder (root only).</summary>
[SupportedOSPlatform("linux")]
sealed class DockerFiles(string root) : IContainerSource
{
    string Folder => $"{root}var/lib/docker/containers";

    public bool Knows(string engine) => engine == "docker";

    public ContainerDescription? Find(string id, out string? refusal)
    {
        using var document = JsonFile.Read($"{Folder}/{id}/config.v2.json", out refusal);
        return document is null ? null : Describe(id, document.RootElement);
    }

    public ContainerDescription? FindByAddress(string address, out string? refusal)
    {
        refusal = null;
        try
        {
            if (!Directory.Exists(Folder)) return null;
            foreach (var folder in Directory.EnumerateDirectories(Folder))
            {
                using var document = JsonFile.Read($"{folder}/config.v2.json", out _);
                if (document is not null && HasAddress(document.RootElement, address)) return Describe(Path.GetFileName(folder), document.RootElement);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            refusal = $"{Folder} may not be read; run with sudo to see the container's name";
        }
        return null;
    }

    static ContainerDescription Describe(string id, JsonElement config) =>
        new(id, config.Text("Name")?.TrimStart('/'), config.Text("Config", "Image"));

    static bool HasAddress(JsonElement config, string address)
    {
        if (!config.TryGetProperty("NetworkSettings", out var settings) || !settings.TryGetProperty("Networks", out var networks)) return false;
        if (networks.ValueKind != JsonValueKind.Object) return false;
        foreach (var network in networks.EnumerateObject())
            if (network.Value.Text("IPAddress") == address || network.Value.Text("GlobalIPv6Address") == address) return true;
        return false;
    }
}
