using System.Runtime.Versioning;
using System.Text.Json;
using Berth.Model.Addressing;
using Berth.Model.Containers;

namespace Berth.Probes.Linux.Workloads;

/// <summary>One entry of GET /containers/json (Docker Engine API, ContainerList).</summary>
[SupportedOSPlatform("linux")]
static class ContainerJson
{
    /// <summary>Those of a whole answer; none where it is no list.</summary>
    public static IEnumerable<RunningContainer> List(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array) yield break;
        foreach (var container in list.EnumerateArray())
            if (container.Text("Id") is { } id) yield return Read(id, container);
    }

    static RunningContainer Read(string id, JsonElement container)
    {
        var name = Items(container, "Names").Select(static name => name.GetString()).FirstOrDefault(static name => name is not null)?.TrimStart('/');
        return new RunningContainer(id, name ?? id[..Math.Min(12, id.Length)], container.Text("Image") ?? "", container.Text("HostConfig", "NetworkMode"),
            [.. Items(container, "Ports").Select(Port).OfType<ContainerPort>()],
            [.. Items(container, "Mounts").Select(Mount).OfType<ContainerMount>()],
            Addresses(container));
    }

    static ContainerPort? Port(JsonElement port)
    {
        if (Number(port, "PublicPort") is not { } host || Number(port, "PrivatePort") is not { } inner) return null;
        InetAddress? address = InetAddress.TryParse(port.Text("IP") ?? "", out var at) ? at : null;
        return new ContainerPort(address, new Port(host), new Port(inner), port.Text("Type") == "udp" ? Protocol.Udp : Protocol.Tcp);
    }

    static ContainerMount? Mount(JsonElement mount)
    {
        if (mount.Text("Source") is not { } source || mount.Text("Destination") is not { } destination) return null;
        return new ContainerMount(source, destination, mount.TryGetProperty("RW", out var writable) && writable.ValueKind == JsonValueKind.False);
    }

    static List<InetAddress> Addresses(JsonElement container)
    {
        var addresses = new List<InetAddress>();
        if (container.TryGetProperty("NetworkSettings", out var settings) && settings.ValueKind == JsonValueKind.Object
            && settings.TryGetProperty("Networks", out var networks) && networks.ValueKind == JsonValueKind.Object)
            foreach (var network in networks.EnumerateObject())
                foreach (var key in (string[])["IPAddress", "GlobalIPv6Address"])
                    if (InetAddress.TryParse(network.Value.Text(key) ?? "", out var address)) addresses.Add(address);
        return addresses;
    }

    static ushort? Number(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetUInt16(out var number) ? number : null;

    static JsonElement.ArrayEnumerator Items(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;
}
