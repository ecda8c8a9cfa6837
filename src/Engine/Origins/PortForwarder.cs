using Berth.Model.Processes;
using Berth.Model.Sockets;

namespace Berth.Engine.Origins;

/// <summary>
/// A helper of a container engine that holds a published port for a container. Ending it would leave the container running, cut
/// off, and the engine believing that the port is taken.
/// </summary>
/// <param name="Engine">"Docker", "rootless"...: fits before "container".</param>
/// <param name="Target">The container's side, such as "172.17.0.2:5432"; null when the helper does not say.</param>
public sealed record PortForwarder(string Engine, string? Target, string Command)
{
    const string Docker = "docker ps --filter publish={port}";
    const string Podman = "podman port --all";

    /// <summary>Null for an ordinary process.</summary>
    public static PortForwarder? Of(ProcessFacts process) => process.Name switch
    {
        "docker-proxy" => new("Docker", DockerTarget(process), Docker),
        "com.docker.back" or "com.docker.vpnk" or "vpnkit" or "vpnkit-bridge" => new("Docker Desktop", null, Docker),
        "rootlessport" or "rootlessport-ch" => new("rootless", null, Podman),
        // Podman runs rootlessport through /proc/self/exe.
        "exe" when process.Arguments.Value is ["rootlessport" or "rootlessport-child", ..] => new("rootless", null, Podman),
        "slirp4netns" or "pasta" or "pasta.avx2" or "passt" => new("rootless", null, Podman),
        "rootlesskit" => new("rootless Docker", null, Docker),
        _ => null,
    };

    /// <summary>The command that names the container.</summary>
    public string WhoPublishes(SocketRecord socket) => Fill(Command, socket);

    /// <summary>The same where only the engine's unit is known.</summary>
    public static string WhoPublishesInDocker(SocketRecord socket) => Fill(Docker, socket);

    static string Fill(string command, SocketRecord socket) => command.Replace("{port}", socket.LocalPort.ToString(), StringComparison.Ordinal);

    // It names the container's side in its arguments: "-container-ip 172.17.0.2 -container-port 5432".
    static string? DockerTarget(ProcessFacts process)
    {
        var (address, port) = (After(process, "-container-ip"), After(process, "-container-port"));
        return address is null || port is null ? null : $"{address}:{port}";
    }

    static string? After(ProcessFacts process, string option)
    {
        var arguments = process.Arguments.Value ?? [];
        for (var i = 0; i + 1 < arguments.Count; i++)
            if (arguments[i] == option) return arguments[i + 1];
        return null;
    }
}
