using System.Runtime.Versioning;
using Berth.Linux.Bpf;
using Berth.Linux.Cgroups;
using Berth.Linux.Files;
using Berth.Linux.ProcFs;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Probes.Linux.Firewall;
using Berth.Probes.Linux.Holders;
using Berth.Probes.Linux.Machine;
using Berth.Probes.Linux.Processes;
using Berth.Probes.Linux.Sockets;
using Berth.Probes.Linux.Workloads;
using Berth.Probes.Machines;

namespace Berth.Probes.Linux;

/// <summary>
/// Reads a Linux machine in four steps: the host, its sockets, who holds them, and what those processes are. Each step has
/// its own folder and reads only what the options ask for.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class LinuxInventory(TimeProvider clock, BtfCache cache, string procPath = "/proc") : ISocketInventory
{
    public LinuxInventory(TimeProvider clock) : this(clock, new BtfCache(CacheFolder.Path))
    {
    }

    public Snapshot Take(SnapshotOptions options)
    {
        using var proc = ProcDirectory.Open(out var error, procPath)
            ?? throw new InventoryUnavailableException($"{procPath} cannot be read ({error}): mount it, or run Berth where it is mounted.");
        var takenAt = clock.GetUtcNow();
        var firewall = options.Firewall ? new FirewallReader(proc).Start() : null;
        var tree = new Lazy<CgroupTree>(() => CgroupTree.Read(CgroupMountPoint.Find(proc)));
        var workloads = new WorkloadDirectory(tree);
        using var holders = new HolderSearch(proc, tree, options, cache);
        var reading = new SocketReading(proc, options, workloads);
        var sockets = reading.Read();
        var table = holders.Find(sockets.Sockets);
        var unlisted = options.AllNamespaces && (options.Kinds & SocketKinds.Listeners) != 0
            ? new UnlistedListeners(options, cache).Look(sockets.Sockets, () => reading.Read().Sockets) : null;
        var host = new HostReader(proc).Read(routes: options.Firewall);

        var reader = new ProcessReader(proc, options.Detail, BootTime.Read(proc, clock.GetUtcNow()));
        var directory = new ProcessDirectory(reader, workloads, options.Detail, table.Identities);
        var owners = new OwnerAssigner(host, workloads, directory, table);
        owners.Assign(sockets.Sockets);
        new KeptPorts(proc).Mark(sockets.Sockets);
        UnixPaths.Mark(sockets.Sockets);
        // What the runtime opens for this process is gone before it is read about.
        sockets.Sockets.RemoveAll(static socket => socket.Protocol.IsUnix() && socket.Owner.Processes is [{ } only] && only.Pid == Environment.ProcessId);
        directory.AddAll(options.Processes);
        if ((options.Detail & ProcessDetail.Ancestors) != 0) directory.AddAncestors();

        return new Snapshot
        {
            TakenAt = takenAt,
            Host = host,
            Sockets = sockets.Sockets,
            Processes = directory.Processes,
            Firewall = firewall is null ? default : firewall(),
            Users = (options.Detail & ProcessDetail.User) == 0 ? [] : new UserNames().Of(sockets.Sockets),
            Shortfalls = [.. sockets.Shortfalls, .. holders.Shortfalls, .. owners.Shortfalls, .. unlisted is null ? (ReadOnlySpan<Shortfall>)[] : [unlisted]],
            HiddenUser = UserNames.HiddenUser,
            Via = holders.Name is null ? [sockets.Via] : [sockets.Via, holders.Name],
        };
    }
}
