using Berth.Engine.Holders;
using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Machines;

namespace Berth.Daemon.Leases;

/// <summary>
/// Who has a port of loopback although it is leased. A holder socket keeps the system and careful programs away; one that sets
/// SO_REUSEADDR can take the port all the same, so it is looked at.
/// </summary>
sealed class PortTaker(ISocketInventory inventory)
{
    /// <summary>Who: a clause such as "node (pid 4242)"; null when nobody has it.</summary>
    /// <param name="held">The sockets by which we hold the port.</param>
    /// <param name="kin">Who may have it: whom the lease is for.</param>
    public string? Of(Port port, IReadOnlyList<ulong> held, Kin kin)
    {
        if (!Others(Take(port, false), held).Any()) return null;
        var snapshot = Take(port, true);
        foreach (var socket in Others(snapshot, held))
        {
            if (PortHolders.Of(socket, snapshot, kin) is not (Whose.Ours or Whose.LikelyOurs)) return HolderWords.Of(socket, snapshot.Host);
        }
        return null;
    }

    Snapshot Take(Port port, bool owners) => inventory.Take(PortHolders.Question(port) with { Owners = owners });

    static IEnumerable<SocketRecord> Others(Snapshot snapshot, IReadOnlyList<ulong> held) =>
        snapshot.Sockets.Where(socket => socket.Protocol == Protocol.Tcp && !held.Contains(socket.Inode) && PortHolders.IsAtLocalhost(socket));
}
