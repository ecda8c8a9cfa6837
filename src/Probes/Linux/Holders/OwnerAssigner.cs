using System.Runtime.Versioning;
using Berth.Model;
using Berth.Probes.Linux.Processes;
using Berth.Probes.Linux.Workloads;

namespace Berth.Probes.Linux.Holders;

/// <summary>The inode number of a socket, as a key.</summary>
[SupportedOSPlatform("linux")]
readonly record struct SocketInode(ulong Number);

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
    int hidden;

    public IReadOnlyList<Shortfall> Shortfalls => hidden == 0 ? [] :
        [new Shortfall(hidden == 1 ? "the process of 1 socket is hidden: it belongs to another user" : $"the processes of {hidden} sockets are hidden: they belong to other users", "sudo berth")];

    public void Assign(IReadOnlyList<SocketRecord> sockets)
    {
        if (table.Held.Count == 0 && table.Identities.Count == 0 && table.Denied == 0 && ReferenceEquals(table, HolderTable.Empty)) return;
        var index = Index(sockets);
        var held = new HashSet<int>();
        foreach (var pids in index.Values)
            foreach (var pid in pids) held.Add(pid);
        processes.AddAll(held);
        foreach (var socket in sockets)
        {
            if (socket.Inode == 0) socket.Owner = NobodyYet(socket);
            else if (index.TryGetValue(new SocketInode(socket.Inode), out var pids) && pids.Count > 0) socket.Owner = Seen(pids);
            else socket.Owner = Unseen(socket);
        }
    }

    Dictionary<SocketInode, PidSet> Index(IReadOnlyList<SocketRecord> sockets)
    {
        var index = new Dictionary<SocketInode, PidSet>(sockets.Count);
        foreach (var socket in sockets)
            if (socket.Inode != 0) index.TryAdd(new SocketInode(socket.Inode), default);
        foreach (var one in table.Held)
        {
            ref var pids = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(index, new SocketInode(one.Inode));
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref pids)) pids.Add(one.Pid);
        }
        return index;
    }

    Owner Seen(PidSet pids)
    {
        if (pids.Count == 1)
        {
            if (single.TryGetValue(pids.First, out var owner)) return owner;
            return single[pids.First] = processes.Find(pids.First) is { } process
                ? Owner.Of(process)
                : Owner.Hidden($"its process (pid {pids.First}) has just ended");
        }
        var holders = new List<ProcessFacts>(pids.Count);
        foreach (var pid in pids)
            if (processes.Find(pid) is { } process) holders.Add(process);
        return new Owner(HolderOrder.Sort(holders), How.Observed);
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
        if (host.SeesAllProcesses)
            return Owner.Hidden("no process on this machine's list holds it: the kernel itself (NFS, WireGuard...), or a process outside of this pid namespace");
        hidden++;
        var user = users.Find(socket.UserId) is { } name ? $"{name}, uid {socket.UserId}" : $"uid {socket.UserId}";
        var place = socket.Cgroup?.Unit is { } unit ? $", unit {unit.Name}" : socket.Cgroup?.Container is { } container ? $", container {container.Label}" : "";
        var whose = socket.UserId == host.UserId ? "a process of yours that may not be looked into" : "another user's process";
        var reason = $"{whose} ({user}{place})";
        var likely = Candidates(socket);
        return likely.Count == 0
            ? Owner.Hidden(reason, "sudo berth")
            : new Owner(likely, How.Inferred, $"{reason}; candidates: the processes of its cgroup", "sudo berth");
    }

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
