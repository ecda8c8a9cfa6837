using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Services;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Holders;

/// <summary>Who holds a port, and whether that is one of ours: the one answer for leases, readiness, and what is told of a command.</summary>
public static class PortHolders
{
    /// <summary>What has to be read for that: parents too, since what a command started is below it.</summary>
    public static SnapshotOptions Question(params IReadOnlyList<Port> ports) => new()
    {
        Kinds = SocketKinds.Listeners | SocketKinds.Bound,
        LocalPorts = [.. ports.Select(PortRange.Single)],
        Detail = ProcessDetail.Ancestors,
    };

    public static Whose Of(SocketRecord socket, Snapshot snapshot, Kin kin)
    {
        if (socket.Owner is { How: How.Observed, Processes: { Count: > 0 } holders })
            return holders.Any(process => kin.Has(process, snapshot)) ? Whose.Ours : Whose.SomebodyElses;
        if (snapshot.Host.SeesAllProcesses) return Whose.Nobodys;
        return socket.UserId == snapshot.Host.UserId && kin.HasUnseen() ? Whose.LikelyOurs : Whose.SomebodyElses;
    }

    /// <summary>Whether a process is this one or below it.</summary>
    public static bool IsBelow(ProcessFacts process, int ancestor, Snapshot snapshot)
    {
        // As many steps as there are processes: what was read bit by bit may go round in a circle.
        var left = snapshot.Processes.Count + 1;
        for (ProcessFacts? one = process; one is not null && left > 0; one = snapshot.Processes.GetValueOrDefault(one.ParentPid), left--)
            if (one.Pid == ancestor) return true;
        return false;
    }

    /// <summary>
    /// Whether a socket at this address keeps 127.0.0.1 and ::1 from others. The own address of a project, such as 127.77.12.34, and the
    /// machine's address in a network are other places.
    /// </summary>
    public static bool IsAtLocalhost(SocketRecord socket) =>
        socket.LocalAddress.Unmapped is var address && (address.IsWildcard || address == InetAddress.LoopbackV4 || address == InetAddress.LoopbackV6);

    /// <summary>Whether who calls the endpoint reaches this socket: a server on every address, or on both families, serves it too.</summary>
    public static bool Serves(SocketRecord socket, ServiceEndpoint endpoint)
    {
        if (socket.Protocol != endpoint.Protocol || socket.LocalPort != endpoint.Port) return false;
        var address = socket.LocalAddress.Unmapped;
        if (address == endpoint.Reached) return true;
        return socket.LocalAddress.Family == InetFamily.V6 && endpoint.Reached.Family == InetFamily.V4 ? socket.IsDualStack : address.IsWildcard;
    }
}
