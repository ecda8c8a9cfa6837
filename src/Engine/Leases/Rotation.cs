using Berth.Model.Addressing;
using Berth.Model.Leases;

namespace Berth.Engine.Leases;

/// <summary>What a lease says of the port that it could not have.</summary>
public static class Rotation
{
    /// <summary>The lease with its new port, and with the reason when that is not the port it should have.</summary>
    /// <param name="before">Null for a new one.</param>
    /// <param name="refused">Why each port was passed over that comes before the chosen one: the preferred one, the one that it had.</param>
    public static Lease Of(Lease? before, LeaseKey key, Port chosen, Port? preferred, IReadOnlyDictionary<Port, string> refused, DateTimeOffset now)
    {
        var lease = (before ?? new Lease(key, chosen) { Created = now }) with { Port = chosen, Preferred = preferred, Used = now };
        if (preferred is { } wanted) return chosen == wanted ? Plain(lease) : Rotated(lease, wanted, refused, before, now);
        if (before is null) return lease;
        return chosen == before.Port ? lease : Rotated(lease, before.Port, refused, before, now);
    }

    static Lease Plain(Lease lease) => lease with { RotatedFrom = null, Reason = null, RotatedAt = null };

    // What is known already, and is so still, keeps its time.
    static Lease Rotated(Lease lease, Port from, IReadOnlyDictionary<Port, string> refused, Lease? before, DateTimeOffset now)
    {
        var reason = refused.TryGetValue(from, out var why) ? why : $"port {from} was taken";
        var isKnown = before is not null && before.Port == lease.Port && before.RotatedFrom == from && before.Reason == reason;
        return lease with { RotatedFrom = from, Reason = reason, RotatedAt = isKnown ? before!.RotatedAt : now };
    }
}
