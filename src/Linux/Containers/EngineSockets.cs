using Berth.Linux.Native;

namespace Berth.Linux.Containers;

/// <summary>
/// Where container engines listen on this machine: the one place that knows. Only unix sockets: an engine reached over the network
/// holds no port here, so DOCKER_HOST is not read.
/// </summary>
/// <param name="Docker">The person's own (rootless) first, then the system's.</param>
public sealed record EngineSockets(IReadOnlyList<string> Docker, IReadOnlyList<string> Podman)
{
    /// <summary>The engines that speak the Docker Engine API.</summary>
    public static IReadOnlyList<string> Engines { get; } = ["docker", "podman"];

    /// <param name="root">"/", or a folder that stands for it in tests; ends with '/'.</param>
    public static EngineSockets Below(string root = "/")
    {
        var runtime = root == "/" && Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } told ? told : $"{root}run/user/{CurrentUser.EffectiveId}";
        return new EngineSockets(
            [$"{runtime}/docker.sock", $"{root}var/run/docker.sock", $"{root}run/docker.sock"],
            [$"{runtime}/podman/podman.sock", $"{root}run/podman/podman.sock"]);
    }

    /// <summary>Those that are there, each once; none for an engine without this protocol.</summary>
    public IReadOnlyList<string> Of(string engine)
    {
        var found = new List<string>();
        var known = new HashSet<(ulong, ulong)>();
        foreach (var path in engine switch { "docker" => Docker, "podman" => Podman, _ => [] })
        {
            // /var/run leads to /run nearly everywhere.
            using var place = FileDescriptor.OpenPlace(path, follow: true, out _);
            if (place is not null && FileStatus.Identity(place) is { } file && known.Add((file.Device, file.Inode))) found.Add(path);
        }
        return found;
    }
}
