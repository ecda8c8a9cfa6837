using System.Runtime.Versioning;
using Berth.Linux.Cgroups;
using Berth.Linux.Netlink;
using Berth.Linux.ProcFs;

namespace Berth.Actions.Isolation;

/// <summary>Clears up after runs whose `berth run` was killed: what still runs there has lost its localhost already.</summary>
[SupportedOSPlatform("linux")]
static class LeftRuns
{
    static readonly TimeSpan grace = TimeSpan.FromSeconds(2);

    /// <summary>How many there were.</summary>
    public static int Clear(CgroupPlace place, TimeProvider clock)
    {
        var cleared = 0;
        foreach (var (group, folder) in RunGroup.All(place))
        {
            if (!group.IsLeft || !GroupEnding.End(new OwnGroup(folder), grace, clock)) continue;
            cleared++;
            RemoveAddress(place, group);
        }
        return cleared;
    }

    /// <summary>Takes the IPv6 address away after a run, unless another one of the project has it still.</summary>
    public static void RemoveAddress(CgroupPlace place, RunGroup ended)
    {
        if (ended.NetworkNamespace != ThisProcess.NetworkNamespace) return;
        foreach (var (group, _) in RunGroup.All(place))
            if (group.Address == ended.Address && group.NetworkNamespace == ended.NetworkNamespace) return;
        LoopbackAddress.Remove(OwnAddress.V6Of(ended.Address), out _);
    }
}
