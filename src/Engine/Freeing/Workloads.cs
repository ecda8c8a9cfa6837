using Berth.Engine.Origins;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Freeing;

/// <summary>What is stopped in place of a process: the unit or container that would start it again. Neither: the process itself.</summary>
readonly record struct Workload(ServiceUnit? Unit, Container? Container)
{
    public bool IsThere => Unit is not null || Container is not null;
}

/// <summary>
/// Finds it. A unit or container that this command runs in too is a room, not a server: what else is in it is ended as a process.
/// So is what has only the path of a unit, on a system that no service manager runs.
/// </summary>
sealed class Workloads(Snapshot snapshot, int ownPid)
{
    readonly CgroupFacts? own = snapshot.Processes.TryGetValue(ownPid, out var self) ? self.Cgroup.Value : null;
    readonly bool isManaged = ServiceManager.Runs(snapshot);

    public Workload Of(ProcessFacts holder)
    {
        var origin = Origin.Of(holder, snapshot);
        if (origin.Container is { } container) return new Workload(null, IsStoppable(container) ? container : null);
        return new Workload(IsStoppable(origin.Unit) ? origin.Unit : null, null);
    }

    /// <summary>The same by where the socket was made, when its holder cannot be seen.</summary>
    public Workload Of(SocketRecord socket)
    {
        if (socket.Cgroup?.Container is { } container) return new Workload(null, IsStoppable(container) ? container : null);
        return new Workload(IsStoppable(socket.Cgroup?.Unit) ? socket.Cgroup!.Unit : null, null);
    }

    bool IsStoppable(Container container) => !container.IsMereClaim && container.Id != own?.Container?.Id;

    bool IsStoppable(ServiceUnit? unit) => unit is not null && isManaged && unit != own?.Unit && Units.IsStoppable(unit);
}
