using Berth.Engine.Spelling;
using Berth.Model.Addressing;
using Berth.Model.Processes;
using Berth.Model.Sockets;

namespace Berth.Engine.Freeing;

/// <summary>How a sentence names a socket, and how a command does.</summary>
static class Place
{
    public static string Of(SocketRecord socket) => socket.Path ?? (socket.Protocol == Protocol.Udp ? $"{socket.Local} (UDP)" : socket.Local.ToString());

    public static string Argument(SocketRecord socket) => socket.Path is { } path ? ShellWord.Of(path) : (socket.Protocol == Protocol.Udp ? $"{socket.LocalPort}/udp" : socket.LocalPort.ToString());

    /// <summary>What the socket does there, for "it ...".</summary>
    public static string Verb(SocketRecord socket) => socket.State == SocketState.Bound ? "holds" : "listens on";

    public static string Tool(Container container) => container.Engine switch
    {
        "podman" => "podman",
        "containerd" => "nerdctl",
        "cri-o" => "crictl",
        _ => "docker",
    };
}
