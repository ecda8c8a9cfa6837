using Berth.Model;
using Berth.Probes;

namespace Berth.Daemon.Leases;

/// <summary>
/// Who has a port of loopback although it is leased. A holder socket keeps the system and careful programs away; one that sets
/// SO_REUSEADDR can take the port all the same, so it is looked at.
/// </summary>
sealed class PortTaker(ISocketInventory inventory)
{
    /// <summary>Who: a clause such as "node (pid 4242)"; null when nobody has it.</summary>
    /// <param name="held">The sockets by which we hold the port.</param>
    /// <param name="isOwn">Whether a process may have it: it is the one that the lease is for. Null: none may.</param>
    public string? Of(Port port, IReadOnlyList<ulong> held, Func<ProcessFacts, Snapshot, bool>? isOwn)
    {
        if (!Others(Take(port, false), held).Any()) return null;
        var snapshot = Take(port, true);
        foreach (var socket in Others(snapshot, held))
        {
            if (isOwn is not null && socket.Owner.Processes.Any(process => isOwn(process, snapshot))) continue;
            return socket.Owner.First is { } first && socket.Owner.How == How.Observed ? $"{first.Name} (pid {first.Pid})"
                : $"a program of another user (uid {socket.UserId})";
        }
        return null;
    }

    Snapshot Take(Port port, bool owners) => inventory.Take(new SnapshotOptions
    {
        Kinds = SocketKinds.Listeners | SocketKinds.Bound,
        LocalPorts = [PortRange.Single(port)],
        Owners = owners,
        Detail = owners ? ProcessDetail.Ancestors : ProcessDetail.Identity,
    });

    static IEnumerable<SocketRecord> Others(Snapshot snapshot, IReadOnlyList<ulong> held) =>
        snapshot.Sockets.Where(socket => socket.Protocol == Protocol.Tcp && !held.Contains(socket.Inode) && IsLocalhost(socket.LocalAddress.Unmapped));

    // An own address of a project, such as 127.77.12.34, and the machine's address in a network are other places.
    static bool IsLocalhost(InetAddress address) => address.IsWildcard || address == InetAddress.LoopbackV4 || address == InetAddress.LoopbackV6;
}
