using Berth.Model.Addressing;
using Berth.Model.Leases;

namespace Berth.Daemon.Leases;

/// <summary>The leases and ports that requests are busy with. Guarded by the lock of the book.</summary>
sealed class Reservations
{
    readonly Dictionary<LeaseKey, Reservation> leases = [];
    readonly Dictionary<Port, Reservation> ports = [];

    public Reservation? Of(LeaseKey key) => leases.GetValueOrDefault(key);

    public Reservation? Of(Port port) => ports.GetValueOrDefault(port);

    public Reservation Begin(LeaseKey key) => leases[key] = new Reservation(key);

    /// <summary>Nobody else has it: that was asked under the same lock.</summary>
    public void Add(Reservation mine, Port port, Lease? lent)
    {
        ports[port] = mine;
        if (lent is not null) leases[lent.Key] = mine;
        (mine.Port, mine.Lent) = (port, lent);
    }

    /// <summary>Gives the port back, and the lease that would have lent it.</summary>
    public void Remove(Reservation mine)
    {
        if (mine.Port is { } port) ports.Remove(port);
        if (mine.Lent is { } lent) leases.Remove(lent.Key);
        (mine.Port, mine.Lent) = (null, null);
    }

    public void End(Reservation mine)
    {
        Remove(mine);
        leases.Remove(mine.Key);
        mine.End();
    }
}
