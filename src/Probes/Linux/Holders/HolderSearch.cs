using System.Runtime.Versioning;
using Berth.Linux.Bpf;
using Berth.Linux.Cgroups;
using Berth.Linux.ProcFs;
using Berth.Model.Knowledge;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Machines;

namespace Berth.Probes.Linux.Holders;

/// <summary>
/// Chooses how holders are found: BPF where it is allowed or shared, and begins at once, beside the reading of sockets; otherwise every
/// process is looked into. The sockets' own cgroups come first when that is asked for: who else holds a socket is not seen then.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class HolderSearch : IDisposable
{
    readonly ProcDirectory proc;
    readonly Lazy<CgroupTree> tree;
    readonly SnapshotOptions options;
    readonly Thread? early;
    readonly List<Shortfall> shortfalls = [];
    HolderTable? earlyTable;
    IHolderSource? earlySource;
    string? earlyRefusal;

    public HolderSearch(ProcDirectory proc, Lazy<CgroupTree> tree, SnapshotOptions options, BtfCache cache)
    {
        (this.proc, this.tree, this.options) = (proc, tree, options);
        if (!options.Owners || options.OwnerSource is not (OwnerSource.Automatic or OwnerSource.Bpf)) return;
        early = new Thread(() => FindEarly(cache));
        early.Start();
    }

    /// <summary>The way that was taken; null before <see cref="Find"/> and when owners were not asked for.</summary>
    public string? Name { get; private set; }

    public IReadOnlyList<Shortfall> Shortfalls => shortfalls;

    public HolderTable Find(List<SocketRecord> sockets)
    {
        early?.Join();
        if (!options.Owners) return HolderTable.Empty;
        if (earlyTable is not null) return FromBpf(sockets);
        if (options.OwnerSource == OwnerSource.Bpf)
            throw new InventoryUnavailableException($"BPF cannot be used: {earlyRefusal}. Leave out `--via bpf`, or run with sudo.");
        if (options.OwnerSource == OwnerSource.Cgroup)
        {
            if (Try(new CgroupHolders(proc, () => tree.Value), sockets, out var refusal) is { } near) return near;
            throw new InventoryUnavailableException($"Holders cannot be found by cgroup: {refusal}. Leave out `--via cgroup`.");
        }
        return Try(new WalkHolders(proc), sockets, out _) ?? HolderTable.Empty;
    }

    public void Dispose() => early?.Join();

    void FindEarly(BtfCache cache)
    {
        earlySource = new BpfHolders(options, cache);
        earlyTable = earlySource.Find([], out earlyRefusal);
        if (earlyTable is not null) return;
        earlySource = new SharedHolderSource();
        earlyTable = earlySource.Find([], out _);
    }

    // The iterator ran beside the reading of sockets: one that was opened in between is found by a second run.
    HolderTable FromBpf(List<SocketRecord> sockets)
    {
        Name = earlySource!.Name;
        if (new HolderIndex(sockets, earlyTable!.Held).Covers(sockets)) return earlyTable;
        return earlySource.Find(sockets, out _) ?? earlyTable;
    }

    HolderTable? Try(IHolderSource source, List<SocketRecord> sockets, out string? refusal)
    {
        var table = source.Find(sockets, out refusal);
        if (table is not null) Name = source.Name;
        return table;
    }
}
