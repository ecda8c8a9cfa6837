using System.Runtime.Versioning;
using Berth.Linux.Bpf;
using Berth.Linux.ProcFs;
using Berth.Model;

namespace Berth.Probes.Linux.Holders;

/// <summary>The kernel's own list of holders, by BPF iterator. Sees every user's processes, but only from the first pid namespace.</summary>
/// <remarks>It needs no list of sockets, so it may run beside the reading of them.</remarks>
[SupportedOSPlatform("linux")]
sealed class BpfHolders(SnapshotOptions options, BtfCache cache) : IHolderSource
{
    public string Name => "bpf";

    public HolderTable? Find(List<SocketRecord> sockets, out string? refusal)
    {
        // In another pid namespace the iterator's numbers are not those that /proc and kill(2) use here.
        if (!ThisProcess.IsInFirstPidNamespace)
        {
            refusal = "this is not the first pid namespace: the kernel's process numbers are not ours";
            return null;
        }
        var held = new HeldSockets();
        var identities = new Dictionary<int, ProcessFacts>();
        var last = 0;
        void Read(HolderRow[] rows, int count)
        {
            for (var i = 0; i < count; i++)
            {
                ref readonly var row = ref rows[i];
                held.Add(new HeldSocket(row.Inode, row.Pid));
                if (row.Pid == last) continue;
                last = row.Pid;
                identities.TryAdd(row.Pid, Identity(in row));
            }
        }
        return HolderIterator.Run(Question(), cache, Read, out refusal) ? new HolderTable(held, identities, 0) : null;
    }

    static ProcessFacts Identity(in HolderRow row) => new()
    {
        Pid = row.Pid,
        Name = row.Name,
        ParentPid = row.ParentPid,
        UserId = row.UserId,
        StartTicks = row.StartTicks,
    };

    HolderQuestion Question()
    {
        uint states = 0;
        if (Wants(SocketKinds.Listeners)) states |= 1u << (int)SocketState.Listen | 1u << (int)SocketState.Closed;
        if (Wants(SocketKinds.Bound)) states |= 1u << (int)SocketState.Closed;
        if (Wants(SocketKinds.Connections)) states |= ~(1u << (int)SocketState.Listen);
        // The peer's port is in no filter of ours: then every port is told.
        return new HolderQuestion(states, options.PeerPortsToo ? [] : options.LocalPorts, Wants(SocketKinds.Unix));
    }

    bool Wants(SocketKinds kind) => (options.Kinds & kind) != 0;
}
