using Berth.Model;

namespace Berth.Engine.Freeing;

/// <summary>
/// Helpers of container engines that hold a published port for the container. Ending one leaves the container running, cut off,
/// and the engine believing that the port is taken.
/// </summary>
sealed record Forwarder(string Engine, string Command)
{
    public Refusal Refusal(SocketRecord socket, ProcessFacts holder)
    {
        var target = Forwarders.Target(holder) is { } at ? $" ({at})" : "";
        return new Refusal(RefusalKind.PortForwarder, socket,
            $"{holder.Name} (pid {holder.Pid}) only carries {Place.Of(socket)} into a {Engine} container{target}: stop the container instead.",
            Forwarders.Fill(Command, socket));
    }
}

static class Forwarders
{
    const string Docker = "docker ps --filter publish={port}";
    const string Podman = "podman port --all";

    public static string WhoPublishes(SocketRecord socket) => Fill(Docker, socket);

    public static string Fill(string command, SocketRecord socket) => command.Replace("{port}", socket.LocalPort.ToString(), StringComparison.Ordinal);

    public static Forwarder? Find(ProcessFacts process) => process.Name switch
    {
        "docker-proxy" => new("Docker", Docker),
        "com.docker.back" or "com.docker.vpnk" or "vpnkit" or "vpnkit-bridge" => new("Docker Desktop", Docker),
        "rootlessport" or "rootlessport-ch" or "exe" when Is(process, "rootlessport") => new("rootless", Podman),
        "rootlessport" or "rootlessport-ch" => new("rootless", Podman),
        "slirp4netns" or "pasta" or "pasta.avx2" or "passt" => new("rootless", Podman),
        "rootlesskit" => new("rootless Docker", Docker),
        "limactl" or "colima" => new("virtual machine's", Docker),
        _ => null,
    };

    /// <summary>docker-proxy names the container's side in its arguments: "-container-ip 172.17.0.2 -container-port 5432".</summary>
    public static string? Target(ProcessFacts process)
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

    static bool Is(ProcessFacts process, string name) => process.Arguments.Value is { Count: > 0 } arguments && arguments[0] == name;
}
