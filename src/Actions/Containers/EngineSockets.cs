namespace Berth.Actions.Containers;

/// <summary>
/// Where container engines listen on this machine. Only unix sockets: an engine reached over the network holds no port here, so
/// DOCKER_HOST is not read.
/// </summary>
public sealed record EngineSockets(string Docker, IReadOnlyList<string> Podman)
{
    public static EngineSockets ForThisMachine()
    {
        List<string> podman = [];
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime) podman.Add($"{runtime}/podman/podman.sock");
        podman.Add("/run/podman/podman.sock");
        return new EngineSockets("/var/run/docker.sock", podman);
    }

    /// <summary>The first socket that exists, or null: none, or an engine without this protocol.</summary>
    public string? Of(string engine) => engine switch
    {
        "docker" => File.Exists(Docker) ? Docker : null,
        "podman" => Podman.FirstOrDefault(File.Exists),
        _ => null,
    };

    /// <summary>The command that stops a container where Berth cannot.</summary>
    public static string CommandFor(string engine, string id) => engine switch
    {
        "containerd" => $"nerdctl stop {id}",
        "cri-o" => $"crictl stop {id}",
        "lxc" => $"lxc-stop -n {id}",
        _ => $"{engine} stop {id}",
    };
}
