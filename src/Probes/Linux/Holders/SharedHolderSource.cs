using System.Runtime.Versioning;
using Berth.Linux.Bpf;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Holders;

/// <summary>The iterator that root shares with a group of users (`berth owners on`): every holder, without any right. It tells of every socket.</summary>
[SupportedOSPlatform("linux")]
sealed class SharedHolderSource : IHolderSource
{
    public string Name => "shared-bpf";

    public HolderTable? Find(List<SocketRecord> sockets, out string? refusal)
    {
        if (HolderRows.Refusal is { } reason)
        {
            refusal = reason;
            return null;
        }
        var rows = new HolderRows();
        return SharedHolders.Read(rows.Add, out refusal) ? rows.Table : null;
    }
}
