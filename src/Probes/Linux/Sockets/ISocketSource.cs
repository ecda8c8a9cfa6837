using System.Runtime.Versioning;
using Berth.Model.Addressing;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Sockets;

/// <summary>A way to read the sockets of one network namespace.</summary>
[SupportedOSPlatform("linux")]
interface ISocketSource
{
    /// <summary>As in <see cref="Snapshot.Via"/>.</summary>
    string Name { get; }

    /// <summary>Adds the sockets to <paramref name="sockets"/>; false with the reason when this way is closed here.</summary>
    bool TryRead(SocketQuestion question, List<SocketRecord> sockets, out string? refusal);
}

/// <summary>Which sockets to read, and what each record is completed with.</summary>
/// <param name="Cgroup">Turns a cgroup id into what runs there; null when not asked for.</param>
[SupportedOSPlatform("linux")]
sealed record SocketQuestion(SnapshotOptions Options, NetworkNamespace Namespace, Func<ulong, CgroupFacts?>? Cgroup)
{
    public bool Wants(SocketKinds kind) => (Options.Kinds & kind) != 0;
    public bool WantsInternet => Wants(SocketKinds.Listeners | SocketKinds.Connections | SocketKinds.Bound);

    /// <summary>The wanted states of TCP, a bit per state.</summary>
    public uint TcpStates =>
        (Wants(SocketKinds.Listeners) ? 1u << (int)SocketState.Listen : 0) |
        (Wants(SocketKinds.Connections) ? ConnectionStates : 0) |
        (Wants(SocketKinds.Bound) ? 1u << (int)SocketState.Bound : 0);

    /// <summary>The wanted states of UDP: 7 (TCP_CLOSE) is one without a peer, 1 one with.</summary>
    public uint UdpStates =>
        (Wants(SocketKinds.Listeners) ? 1u << (int)SocketState.Closed : 0) |
        (Wants(SocketKinds.Connections) ? 1u << (int)SocketState.Established : 0);

    const uint ConnectionStates =
        1u << (int)SocketState.Established | 1u << (int)SocketState.SynSent | 1u << (int)SocketState.SynReceived | 1u << (int)SocketState.FinWait1 |
        1u << (int)SocketState.FinWait2 | 1u << (int)SocketState.TimeWait | 1u << (int)SocketState.CloseWait | 1u << (int)SocketState.LastAck |
        1u << (int)SocketState.Closing;

    /// <summary>Whether a socket with this local port is wanted for itself.</summary>
    public bool WantsLocally(Port local)
    {
        foreach (var range in Options.LocalPorts)
            if (range.Contains(local)) return true;
        return false;
    }

    public bool WantsPorts(Port local, Port peer)
    {
        if (Options.LocalPorts.Count == 0) return true;
        foreach (var range in Options.LocalPorts)
            if (range.Contains(local) || (Options.PeerPortsToo && range.Contains(peer))) return true;
        return false;
    }
}
