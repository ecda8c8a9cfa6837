using Berth.Model.Addressing;
using Berth.Model.Processes;

namespace Berth.Model.Snapshots;

/// <summary>What to read. A narrow question costs less: the limits reach the kernel where it can apply them.</summary>
public sealed record SnapshotOptions
{
    public SocketKinds Kinds { get; init; } = SocketKinds.Listeners;

    /// <summary>Only sockets whose local port is in one of these; empty means any. Does not apply to unix sockets.</summary>
    public IReadOnlyList<PortRange> LocalPorts { get; init; } = [];

    /// <summary>
    /// With <see cref="LocalPorts"/>: also sockets whose peer port is in one of them (the client's end), and the listeners on the
    /// ports at the other ends: which end of a connection serves is told by who listens, not by the numbers.
    /// </summary>
    public bool PeerPortsToo { get; init; }

    public ProcessDetail Detail { get; init; }

    /// <summary>Whether to find out who holds the sockets at all.</summary>
    public bool Owners { get; init; } = true;

    public bool TcpMeasurements { get; init; }

    /// <summary>Read the packet filter's rules and the routes: who can connect depends on them.</summary>
    public bool Firewall { get; init; }

    /// <summary>Look into every network namespace that can be entered, not only our own.</summary>
    public bool AllNamespaces { get; init; }

    /// <summary>Processes to describe although they may hold none of the sockets (for "explain pid:4242").</summary>
    public IReadOnlyList<int> Processes { get; init; } = [];

    public SocketSource SocketSource { get; init; }
    public OwnerSource OwnerSource { get; init; }
}

[Flags]
public enum SocketKinds
{
    None = 0,

    /// <summary>TCP in LISTEN, and UDP sockets with a port and no peer.</summary>
    Listeners = 1,

    /// <summary>Sockets with a peer, TIME_WAIT included.</summary>
    Connections = 2,

    /// <summary>TCP sockets that hold a port without listening or a peer.</summary>
    Bound = 4,

    /// <summary>Unix sockets that listen or have a name.</summary>
    Unix = 8,
    All = 15,
}

/// <summary>Where the sockets are read. Automatic takes the first that works.</summary>
public enum SocketSource : byte
{
    Automatic,
    Netlink,
    ProcNet,
}

/// <summary>How owners are found. Automatic takes the fastest that this process is allowed.</summary>
public enum OwnerSource : byte
{
    Automatic,
    Bpf,
    Cgroup,
    Walk,
}
