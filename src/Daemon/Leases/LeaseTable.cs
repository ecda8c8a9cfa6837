using Berth.Actions.Leases;
using Berth.Model.Addressing;
using Berth.Model.Leases;

namespace Berth.Daemon.Leases;

/// <summary>The leases as they are on the disk, and the sockets that hold their ports. Guarded by the lock of the book.</summary>
sealed class LeaseTable
{
    readonly Dictionary<LeaseKey, Lease> leases;
    readonly Dictionary<Port, Lease> byPort;
    readonly Dictionary<Port, PortHolder> holders = [];

    public LeaseTable(IReadOnlyList<Lease> kept)
    {
        leases = kept.ToDictionary(static lease => lease.Key);
        byPort = kept.ToDictionary(static lease => lease.Port);
    }

    public IReadOnlyCollection<Lease> All => leases.Values;

    public Lease? Of(LeaseKey key) => leases.GetValueOrDefault(key);

    public Lease? Of(Port port) => byPort.GetValueOrDefault(port);

    public PortHolder? Holder(Port port) => holders.GetValueOrDefault(port);

    /// <summary>What held the port that the lease had before, and is to be closed; null when nothing is.</summary>
    /// <param name="holder">Null: as before.</param>
    public PortHolder? Put(Lease lease, PortHolder? holder)
    {
        var freed = leases.GetValueOrDefault(lease.Key) is { } before && before.Port != lease.Port ? Take(before.Port) : null;
        leases[lease.Key] = lease;
        byPort[lease.Port] = lease;
        if (holder is not null) holders[lease.Port] = holder;
        return freed;
    }

    /// <summary>The lease alone: what holds its port is the next one's.</summary>
    public void Forget(Lease lease)
    {
        leases.Remove(lease.Key);
        if (byPort.GetValueOrDefault(lease.Port)?.Key == lease.Key) byPort.Remove(lease.Port);
    }

    /// <summary>What held its port, and is to be closed.</summary>
    public PortHolder? Remove(Lease lease)
    {
        leases.Remove(lease.Key);
        return Take(lease.Port);
    }

    public PortHolder? TakeHolder(Port port) => holders.Remove(port, out var holder) ? holder : null;

    public IReadOnlyList<PortHolder> TakeHolders()
    {
        PortHolder[] all = [.. holders.Values];
        holders.Clear();
        return all;
    }

    PortHolder? Take(Port port)
    {
        byPort.Remove(port);
        return TakeHolder(port);
    }
}
