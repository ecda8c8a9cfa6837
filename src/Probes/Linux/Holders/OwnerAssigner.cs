using System.Runtime.Versioning;
using Berth.Linux.ProcFs;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Sockets;
using Berth.Probes.Linux.Processes;
using Berth.Probes.Linux.Workloads;

namespace Berth.Probes.Linux.Holders;

/// <summary>
/// Joins sockets with their holders: all of them, as one owner. Where no holder can be seen it says why, and names the
/// processes of the socket's cgroup as candidates.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class OwnerAssigner(HostFacts host, WorkloadDirectory workloads, ProcessDirectory processes, HolderTable table)
{
    const int MaxCandidates = 16;

    readonly Dictionary<int, Owner> single = [];
    readonly Dictionary<ulong, IReadOnlyList<int>> candidates = [];
    readonly UserNames users = new();
    int hidden, hiddenOwn;

    public IReadOnlyList<Shortfall> Shortfalls
    {
        get
        {
            var (others, found) = (hidden - hiddenOwn, new List<Shortfall>());
            if (others > 0) found.Add(Of(others == 1 ? "the process of 1 socket is hidden: it belongs to another user" : $"the processes of {others} sockets are hidden: they belong to other users"));
            // A program with capabilities, or one that asked for it, keeps its descriptors from its own user too (ptrace(2), dumpable).
            if (hiddenOwn > 0) found.Add(Of(hiddenOwn == 1 ? "the process of 1 socket of yours may not be looked into" : $"the processes of {hiddenOwn} sockets of yours may not be looked into"));
            return found;

            Shortfall Of(string what) => new(what, host.SudoBerth) { Kind = ShortfallKind.Owners };
        }
    }

    public void Assign(List<SocketRecord> sockets)
    {
        if (ReferenceEquals(table, HolderTable.Empty)) return;
        var index = new HolderIndex(sockets, table.Held);
        ReadHolders(index);
        var places = new List<int>();
        foreach (var socket in sockets)
        {
            if (socket.Inode == 0)
            {
                socket.Owner = NobodyYet(socket);
                continue;
            }
            index.Places(socket.Inode, places);
            socket.Owner = ByText(socket, places.Count > 0 ? Seen(socket, places) : Unseen(socket));
        }
    }

    void ReadHolders(HolderIndex index)
    {
        var pids = new List<int>();
        for (var i = 0; i < table.Held.Count; i++)
        {
            var one = table.Held[i];
            if ((pids.Count == 0 || pids[^1] != one.Pid) && index.IsHeld(one.Inode)) pids.Add(one.Pid);
        }
        processes.AddAll(pids);
    }

    Owner Seen(SocketRecord socket, List<int> places)
    {
        if (places.Count > 1) return Shared(socket, places);
        var pid = table.Held[places[0]].Pid;
        if (!single.TryGetValue(pid, out var owner))
            single[pid] = owner = Holder(places[0]) is { } process ? Owner.Of(process) : Unread($"its process (pid {pid}) has just ended");
        return InPart(socket, owner);
    }

    Owner Shared(SocketRecord socket, List<int> places)
    {
        var holders = new List<ProcessFacts>(places.Count);
        foreach (var place in places)
            if (Holder(place) is { } process) holders.Add(process);
        return holders.Count == 0 ? Unread("its processes have just ended") : InPart(socket, new Owner(HolderOrder.Sort(holders), How.Observed));
    }

    // The number may belong to another process by now: only one that began when the holder did is the holder.
    ProcessFacts? Holder(int place)
    {
        var held = table.Held[place];
        return processes.Find(held.Pid) is { } process && process.StartTicks == held.StartTicks ? process : null;
    }

    // Who cannot be looked into may have it too: a socket goes to processes of other users by fork and a change of user.
    Owner InPart(SocketRecord socket, Owner owner)
    {
        if (owner.How != How.Observed) return owner;
        if (table.Denied > 0 && (socket.UserId != host.UserId || IsAnothers(owner)))
            return owner with { Reason = "processes of other users could not be looked into, and may hold it too", Remedy = host.SudoBerth };
        return table.IsNearOnly ? owner with { Reason = "only the processes of its control group were looked into, and others may hold it too" } : owner;
    }

    // The number of the socket is a stranger's word then, as the rest of the row is.
    static Owner ByText(SocketRecord socket, Owner owner) =>
        socket.IsFromText && owner.How == How.Observed ? owner with { How = How.Inferred, Reason = SocketRecord.TextIsStrangers } : owner;

    bool IsAnothers(Owner owner)
    {
        foreach (var process in owner.Processes)
            if (process.UserId != host.UserId) return true;
        return false;
    }

    static Owner NobodyYet(SocketRecord socket) => new([], How.Observed, socket.State switch
    {
        SocketState.TimeWait => "no process: closed, the kernel keeps it for a minute (TIME_WAIT)",
        SocketState.FinWait1 or SocketState.FinWait2 or SocketState.LastAck or SocketState.Closing => "no process: closed, the kernel finishes the conversation",
        SocketState.SynReceived => "no process yet: the handshake is under way",
        _ => "no process yet: it waits in the accept queue",
    });

    Owner Unseen(SocketRecord socket)
    {
        if (!host.HasProcesses || host.SeesAllProcesses) return Unread(NotFound());
        hidden++;
        if (socket.UserId == host.UserId) hiddenOwn++;
        var user = UserNames.IsHidden(socket.UserId) ? "one outside of this user namespace"
            : users.Find(socket.UserId) is { } name ? $"{name}, uid {socket.UserId}" : $"uid {socket.UserId}";
        var place = socket.Cgroup?.Unit is { } unit ? $", unit {unit.Name}" : socket.Cgroup?.Container is { } container ? $", container {container.Label}" : "";
        var whose = socket.UserId == host.UserId && !UserNames.IsHidden(socket.UserId) ? "a process of yours that may not be looked into" : "another user's process";
        var reason = $"{whose} ({user}{place})";
        var likely = Candidates(socket);
        return likely.Count == 0
            ? Owner.Hidden(reason, host.SudoBerth)
            : new Owner(likely, How.Inferred, $"{reason}; candidates: the processes of its cgroup", host.SudoBerth);
    }

    // Without /proc nothing was tried at all.
    Owner Unread(string reason) => host.HasProcesses ? Owner.Hidden(reason) : Owner.Hidden("/proc is not mounted, so no process can be looked into", "mount -t proc proc /proc");

    // Only what was tried is said to be so; which of the rest it is, nobody asked.
    string NotFound()
    {
        if (table.Denied > 0) return $"no process that could be looked into has it; {Words(table.Denied, "process", "processes")} could not be";
        var outside = ThisProcess.IsInFirstPidNamespace ? "" : ", of a process outside of this pid namespace";
        return $"no process had a descriptor of it when they were read: it may be of one that has just ended{outside}, on its way between two, in io_uring, or the kernel's own";
    }

    static string Words(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    // The root cgroup holds what nobody sorted: its processes are no candidates.
    IReadOnlyList<ProcessFacts> Candidates(SocketRecord socket)
    {
        if (socket.Cgroup is null or { Path: "/" }) return [];
        if (!candidates.TryGetValue(socket.CgroupId, out var pids))
        {
            pids = workloads.Processes(socket.CgroupId);
            candidates[socket.CgroupId] = pids;
            if (pids.Count <= MaxCandidates) processes.AddAll(pids);
        }
        if (pids.Count > MaxCandidates) return [];
        var likely = new List<ProcessFacts>();
        foreach (var pid in pids)
            if (processes.Find(pid) is { } process && process.UserId != host.UserId) likely.Add(process);
        return HolderOrder.Sort(likely);
    }
}
