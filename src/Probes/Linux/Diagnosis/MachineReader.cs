using System.Runtime.Versioning;
using Berth.Model.Diagnosis;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Probes.Machines;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Gathers the facts about the machine: sockets, names, counters and limits. Connects to nothing.</summary>
[SupportedOSPlatform("linux")]
sealed class MachineReader(ISocketInventory inventory, TimeProvider clock)
{
    static readonly TimeSpan forNames = TimeSpan.FromMilliseconds(800);
    static readonly SnapshotOptions everything = new()
    {
        Kinds = SocketKinds.Listeners | SocketKinds.Connections | SocketKinds.Bound,
        Detail = ProcessDetail.All & ~ProcessDetail.Ancestors,
    };

    public async Task<MachineFacts> ReadAsync()
    {
        var names = new NameLookup(clock, forNames);
        var localhost = names.OfAsync("localhost");
        var below = names.OfAsync("name.localhost");
        var before = KernelCounters.ListenOverflows();
        var snapshot = inventory.Take(everything);
        var crowd = DescriptorCrowd.Read();
        return new MachineFacts
        {
            Snapshot = snapshot,
            Proxy = ProxyReader.Read(),
            HasIPv6 = LoopbackIPv6.IsOn,
            LongestQueue = KernelCounters.Setting("net/core/somaxconn"),
            TrackedConnections = KernelCounters.TrackedConnections(),
            OpenFiles = KernelCounters.OpenFiles(),
            MostTimeWaits = KernelCounters.Setting("net/ipv4/tcp_max_tw_buckets"),
            CrowdedProcesses = crowd.Crowded,
            CountedProcesses = crowd.Counted,
            Runtimes = RuntimeFolders.Read(),
            Localhost = await localhost.ConfigureAwait(false),
            BelowLocalhost = await below.ConfigureAwait(false),
            QueueOverflows = before is { } first && KernelCounters.ListenOverflows() is { } last ? new Growth(first, last) : null,
        };
    }
}
