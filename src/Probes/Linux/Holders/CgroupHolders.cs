using System.Runtime.Versioning;
using Berth.Linux.Cgroups;
using Berth.Linux.ProcFs;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Holders;

/// <summary>
/// Looks first only into the processes of the sockets' own cgroups (a socket carries the cgroup it was made in), then, for
/// sockets that somebody else holds by now, into the others.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class CgroupHolders(ProcDirectory proc, Func<CgroupTree> tree) : IHolderSource
{
    // It makes sockets for units and hands them on (socket activation), so its own cgroup tells half of the holders.
    const int ServiceManager = 1;

    public string Name => "cgroup";

    public HolderTable? Find(List<SocketRecord> sockets, out string? refusal)
    {
        refusal = null;
        var wanted = new Dictionary<ulong, bool>();
        foreach (var socket in sockets)
            if (socket.CgroupId != 0) wanted[socket.CgroupId] = true;
        if (wanted.Count == 0)
        {
            refusal = "the kernel did not say in which cgroup the sockets were made";
            return null;
        }
        var first = new HashSet<int>();
        foreach (var id in wanted.Keys) first.UnionWith(tree().Processes(id));
        var near = DescriptorWalk.Run(proc, [.. first]);
        near.Held.AddAll(DescriptorWalk.RunThreads(proc, [.. first]));
        if (new HolderIndex(sockets, near.Held).Covers(sockets) && !first.Contains(ServiceManager))
            return HolderTable.Empty with { Held = near.Held, Denied = near.Denied, IsNearOnly = true };

        var rest = new List<int>();
        foreach (var pid in proc.ProcessIds())
            if (!first.Contains(pid)) rest.Add(pid);
        var far = DescriptorWalk.Run(proc, rest);
        near.Held.AddAll(far.Held);
        near.Held.AddAll(DescriptorWalk.RunThreads(proc, rest));
        return HolderTable.Empty with { Held = near.Held, Denied = near.Denied + far.Denied };
    }
}
