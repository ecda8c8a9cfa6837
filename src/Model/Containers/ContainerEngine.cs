using Berth.Model.Addressing;
using Berth.Model.Files;

namespace Berth.Model.Containers;

/// <summary>A container engine as it describes itself, its running containers, and its settings.</summary>
/// <param name="Name">"docker" or "podman".</param>
/// <param name="Version">Such as "28.1.0"; null when it did not say.</param>
/// <param name="Settings">What its configuration file sets (daemon.json), by key; a list's values are joined with ','.</param>
public sealed record ContainerEngine(
    string Name, string? Version, IReadOnlyList<RunningContainer> Containers, IReadOnlyDictionary<string, string> Settings, AccessToFile? Socket);

/// <param name="NetworkMode">"bridge", "host", a network's name...; null when unknown.</param>
public sealed record RunningContainer(
    string Id, string Name, string Image, string? NetworkMode, IReadOnlyList<ContainerPort> Ports, IReadOnlyList<ContainerMount> Mounts, IReadOnlyList<InetAddress> Addresses);

/// <param name="HostAddress">Where the port is published; null: on all addresses.</param>
public sealed record ContainerPort(InetAddress? HostAddress, Port HostPort, Port InnerPort, Protocol Protocol)
{
    public bool IsLocal => HostAddress is { IsLoopback: true };
}

public sealed record ContainerMount(string Source, string Destination, bool IsReadOnly);
