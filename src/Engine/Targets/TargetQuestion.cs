using Berth.Model.Addressing;
using Berth.Model.Processes;
using Berth.Model.Snapshots;

namespace Berth.Engine.Targets;

/// <summary>What must be read of the machine to answer a target. A port reaches the kernel as a filter.</summary>
public static class TargetQuestion
{
    const SocketKinds Inet = SocketKinds.Listeners | SocketKinds.Connections | SocketKinds.Bound;

    public static SnapshotOptions For(Target target) => target switch
    {
        // Nobody listens there: the answer is among all the listeners, on another port or in another family.
        ErrorTarget { Kind: ErrorKind.ConnectionRefused or ErrorKind.NameNotFound } => Whole(Inet | SocketKinds.Unix),
        ErrorTarget { Path: not null } => Whole(SocketKinds.Unix),
        NetworkTarget { Port: { } port } => Whole(Inet) with { Firewall = true, LocalPorts = [PortRange.Single(port), .. Others(target)], PeerPortsToo = true },
        NetworkTarget => Whole(Inet),
        PathTarget => Whole(SocketKinds.Unix),
        PidTarget { Pid: var pid } => Whole(SocketKinds.All) with { Processes = [pid] },
        _ => Whole(SocketKinds.All),
    };

    static IEnumerable<PortRange> Others(Target target) => target is ErrorTarget { AlsoTried: var tried }
        ? tried.Select(other => PortRange.Single(other.Port))
        : [];

    static SnapshotOptions Whole(SocketKinds kinds) => new() { Kinds = kinds, Detail = ProcessDetail.All };
}
