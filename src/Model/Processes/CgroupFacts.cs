using Berth.Model.Knowledge;

namespace Berth.Model.Processes;

/// <summary>Where a process or socket runs, as its cgroup tells.</summary>
/// <param name="Path">The path below the cgroup root, such as "/system.slice/redis.service".</param>
/// <param name="Unit">The service manager's unit, or null.</param>
/// <param name="Container">The container, or null.</param>
public sealed record CgroupFacts(string Path, ServiceUnit? Unit, Container? Container);

/// <summary>A unit of the service manager.</summary>
/// <param name="Name">With its suffix: "redis.service", "docker.socket".</param>
/// <param name="Manager">"systemd", or "systemd --user" with the user id in <paramref name="ManagerUserId"/>.</param>
/// <param name="ManagerUserId">The user whose manager runs it; null for the system's.</param>
public sealed record ServiceUnit(string Name, string Manager, uint? ManagerUserId);

/// <summary>A container as its engine knows it.</summary>
/// <param name="Id">The full id as in the cgroup path; never shortened here.</param>
/// <param name="Engine">"docker", "podman", "containerd", "cri-o", "lxc"...</param>
/// <param name="Name">The engine's name for it; hidden with the reason when the engine could not be asked.</param>
public sealed record Container(string Id, string Engine, Known<string> Name, Known<string> Image)
{
    /// <summary>
    /// Only the control group's path speaks for it: the engine does not know it, or is not here. Whoever may make groups may choose
    /// their names, so nothing is stopped for it.
    /// </summary>
    public bool IsMereClaim { get; init; }

    /// <summary>The name, or the first 12 characters of the id.</summary>
    public string Label => Name.Value ?? (Id.Length > 12 ? Id[..12] : Id);
}
