using System.Runtime.Versioning;
using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Sockets;

/// <summary>Translates the kernel's numbers for unix sockets, and picks the ones that a snapshot shows.</summary>
[SupportedOSPlatform("linux")]
readonly record struct UnixSocket(Protocol Protocol, SocketState State, string? Path)
{
    const int Stream = 1, SequencedPacket = 5;

    /// <summary>Null for sockets without a name: the countless ends of connections and pairs are shown only with connections.</summary>
    public static UnixSocket? Create(int type, int state, string? path, SocketQuestion question)
    {
        if (path is null && !question.Wants(SocketKinds.Connections)) return null;
        var protocol = type switch
        {
            Stream => Protocol.UnixStream,
            SequencedPacket => Protocol.UnixSequencedPacket,
            _ => Protocol.UnixDatagram,
        };
        var translated = (SocketState)state;
        if (translated == SocketState.Closed) translated = SocketState.Unconnected;
        if (translated == SocketState.Established && !question.Wants(SocketKinds.Connections)) return null;
        return new UnixSocket(protocol, translated, path);
    }
}
