using System.Runtime.Versioning;
using Berth.Model;
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
    int hidden;

    public IReadOnlyList<Shortfall> Shortfalls => hidden == 0 ? [] :
        [new Shortfall(hidden == 1 ? "the process of 1 socket is hidden: it belongs to another user" : $"the processes of {hidden} sockets are hidden: they belong to other users", "sudo berth")];

    public void Assign(List<SocketRecord> sockets)
    {
        if (ReferenceEquals(table, HolderTable.Empty)) return;
        var index = new HolderIndex(sockets, table.Held);
        ReadHolders(index);
        var pids = new List<int>();
        foreach (var socket in sockets)
        {
            if (socket.Inode == 0)
            {
                socket.Owner = NobodyYet(socket);
                continue;
            }
            index.Pids(socket.Inode, pids);
            socket.Owner = pids.Count > 0 ? Seen(pids) : Unseen(socket);
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

    Owner Seen(List<int> pids)
    {
        if (pids.Count > 1) return Shared(pids);
        var pid = pids[0];
        if (single.TryGetValue(pid, out var owner)) return owner;
        return single[pid] = processes.Find(pid) is { } process
            ? Owner.Of(process)
            : Owner.Hidden($"its process (pid {pid}) has just ended");
    }

    Owner Shared(List<int> pids)
    {
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
