using System.Runtime.Versioning;
using Berth.Linux.ProcFs;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Holders;

/// <summary>A way to find which processes hold which sockets.</summary>
[SupportedOSPlatform("linux")]
interface IHolderSource
{
    /// <summary>As in <see cref="Snapshot.Via"/>.</summary>
    string Name { get; }

    /// <summary>Every (socket, process) pair that can be seen; null with the reason when this way is closed here.</summary>
    HolderTable? Find(List<SocketRecord> sockets, out string? refusal);
}

/// <summary>Who holds what. A socket may have many holders (a fork shares it) and a process many sockets.</summary>
/// <param name="Held">In no order; one entry per descriptor, so a pair may stand twice.</param>
/// <param name="Identities">Processes whose identity came with the answer, so that /proc need not be asked for it.</param>
/// <param name="Denied">How many processes could not be looked into.</param>
[SupportedOSPlatform("linux")]
sealed record HolderTable(HeldSockets Held, Dictionary<int, ProcessFacts> Identities, int Denied)
{
    /// <summary>Only the processes of the sockets' own control groups were looked into.</summary>
    public bool IsNearOnly { get; init; }

    public static HolderTable Empty { get; } = new(new HeldSockets(), new Dictionary<int, ProcessFacts>(), 0);
}
