using System.Runtime.Versioning;
using Berth.Linux.ProcFs;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Holders;

/// <summary>Looks at every descriptor of every process that we may look into. Always possible; slow on a crowded machine.</summary>
[SupportedOSPlatform("linux")]
sealed class WalkHolders(ProcDirectory proc) : IHolderSource
{
    public string Name => "walk";

    public HolderTable? Find(List<SocketRecord> sockets, out string? refusal)
    {
        refusal = null;
        var pids = proc.ProcessIds();
        var walk = DescriptorWalk.Run(proc, pids);
        walk.Held.AddAll(DescriptorWalk.RunThreads(proc, pids));
        return HolderTable.Empty with { Held = walk.Held, Denied = walk.Denied };
    }
}
