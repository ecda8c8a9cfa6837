using System.Runtime.Versioning;
using Berth.Linux.Bpf;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Holders;

/// <summary>The kernel's own list of holders, by BPF iterator. Sees every user's processes, but only from the first pid namespace.</summary>
/// <remarks>It needs no list of sockets, so it may run beside the reading of them.</remarks>
[SupportedOSPlatform("linux")]
sealed class BpfHolders(SnapshotOptions options, BtfCache cache) : IHolderSource
{
    public string Name => "bpf";

    public HolderTable? Find(List<SocketRecord> sockets, out string? refusal)
    {
        if (HolderRows.Refusal is { } reason)
        {
            refusal = reason;
            return null;
        }
        var rows = new HolderRows();
        return HolderIterator.Run(Question(), cache, rows.Add, out refusal) ? rows.Table : null;
    }

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
