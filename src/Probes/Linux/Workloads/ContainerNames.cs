using System.Runtime.Versioning;
using Berth.Linux.Containers;
using Berth.Model.Knowledge;
using Berth.Model.Processes;

namespace Berth.Probes.Linux.Workloads;

/// <summary>
/// Completes a container with the name and image that its engine gave it: first from the engine's own files (root), then from
/// its socket on this machine. DOCKER_HOST is never followed: it may lead to another machine.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class ContainerNames
{
    public const string SudoShowsTheName = "run with sudo to see the container's name";

    readonly IReadOnlyList<IContainerSource> sources;

    /// <param name="patience">How long an engine may take to answer; half a second when left out.</param>
    public ContainerNames(string root = "/", TimeSpan? patience = null) : this(root, EngineSockets.Below(root), patience)
    {
    }

    ContainerNames(string root, EngineSockets sockets, TimeSpan? patience) => sources =
    [
        new DockerFiles(root),
        new PodmanFiles(root),
        new ContainerdFiles(root),
        .. EngineSockets.Engines.Select(engine => new EngineSocket(engine, sockets.Of(engine), patience)),
    ];

    public Container Complete(Container container)
    {
        string? refusal = null;
        foreach (var source in sources)
        {
            if (!source.Knows(container.Engine)) continue;
            if (source.Find(container.Id, out var why) is { } found)
                return container with { Name = Known.Observed(found.Name), Image = Known.Observed(found.Image) };
            refusal ??= why;
        }
        // LXC and nspawn put the name itself in the path.
        if (container.Engine is "lxc" or "incus" or "systemd-nspawn") return container with { Name = Known.Observed(container.Id), Image = Known.Observed<string>(null) };
        var reason = refusal ?? $"{container.Engine} was not found on this machine";
        // Without the rights to ask it may well be one. An engine that does not know it, or is not here, makes the path a mere claim.
        var isClaim = refusal is null || !refusal.EndsWith(SudoShowsTheName, StringComparison.Ordinal);
        return container with { Name = Known.Hidden<string>(reason), Image = Known.Hidden<string>(reason), IsMereClaim = isClaim };
    }

    /// <summary>The docker container with this address, for a port forwarder that names only the address.</summary>
    public Known<Container> ByAddress(string address)
    {
        string? refusal = null;
        foreach (var source in sources)
        {
            if (!source.Knows("docker")) continue;
            if (source.FindByAddress(address, out var why) is { } found)
                return Known.Observed(new Container(found.Id, "docker", Known.Observed(found.Name), Known.Observed(found.Image)));
            refusal ??= why;
        }
        return Known.Hidden<Container>(refusal ?? $"docker knows no container with the address {address}");
    }
}

/// <summary>What an engine says of one of its containers.</summary>
[SupportedOSPlatform("linux")]
sealed record ContainerDescription(string Id, string? Name, string? Image);

/// <summary>A place where an engine's containers can be looked up.</summary>
[SupportedOSPlatform("linux")]
interface IContainerSource
{
    bool Knows(string engine);

    /// <summary>Null with the reason when this place does not tell.</summary>
    ContainerDescription? Find(string id, out string? refusal);

    ContainerDescription? FindByAddress(string address, out string? refusal);
}
