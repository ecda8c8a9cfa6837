using Berth.Engine.Leases;
using Berth.Engine.Listing;
using Berth.Model.Knowledge;
using Berth.Model.Leases;
using Berth.Model.Snapshots;

namespace Berth.Engine.Freeing;

/// <summary>Rows that are no target, whoever holds them.</summary>
static class RowRefusal
{
    public static FreeRefusal? Of(Row row, Snapshot snapshot, Workloads workloads)
    {
        var socket = row.Socket;
        if (socket.Kept is { } kept) return OfLease(row, kept);
        if (row.Kind == RowKind.Connection || socket.HasPeer) return OfConnection(row);
        if (!socket.Namespace.IsOurs) return OfOtherNamespace(row);
        if (row.Owner.Processes.Count != 0) return null;
        if (workloads.Of(socket).IsThere) return null;
        if (row.Owner.How is How.Hidden or How.Unread)
            return new FreeRefusal(RefusalKind.NoRight, socket,
                $"{Place.Of(socket)} is held by a process that cannot be seen: {row.Owner.Reason ?? "it was not looked for"}.",
                snapshot.Host.UserId == 0 ? row.Owner.Remedy : $"{snapshot.Host.SudoBerth} free {Place.Argument(socket)}");
        return new FreeRefusal(RefusalKind.Kernel, socket, $"{Place.Of(socket)} is held by no process: {row.Owner.Reason ?? "the kernel itself keeps it"}.", null);
    }

    static FreeRefusal OfLease(Row row, KeptPort kept) => new(RefusalKind.Lease, row.Socket,
        $"Port {row.Socket.LocalPort} is {kept.Clause}: Berth only keeps it, and your server can bind it beside.",
        kept.For.Value is { } key ? LeaseCommands.Remove(key, directory: null) : "berth lease ls");

    static FreeRefusal OfConnection(Row row)
    {
        var holder = row.Owner.First is { } process ? $" of {process.Name} (pid {process.Pid})" : "";
        return new FreeRefusal(RefusalKind.Client, row.Socket,
            $"{row.Socket.Local} to {row.Socket.Peer} is a connection{holder}, not a listener: Berth ends no program to close one.", null);
    }

    static FreeRefusal OfOtherNamespace(Row row)
    {
        var container = row.Owner.First?.Cgroup.Value?.Container ?? row.Socket.Cgroup?.Container;
        return new FreeRefusal(RefusalKind.OtherNamespace, row.Socket,
            $"{Place.Of(row.Socket)} is inside network namespace {row.Socket.Namespace.Name}: it takes no port of this one.",
            container is null ? null : $"{Place.Tool(container)} stop {container.Label}");
    }
}
