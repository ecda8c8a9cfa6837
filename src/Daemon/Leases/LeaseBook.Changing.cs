using Berth.Actions.Leases;
using Berth.Engine.Holders;
using Berth.Engine.Leases;
using Berth.Model.Addressing;
using Berth.Model.Leases;

namespace Berth.Daemon.Leases;

// Reserve in memory; look, bind and write without a lock; commit in memory, or give back.
sealed partial class LeaseBook
{
    /// <summary>Waits for whoever is busy with the same lease.</summary>
    Reservation Begin(LeaseKey key)
    {
        while (true)
        {
            Task other;
            lock (state)
            {
                if (reserved.Of(key) is not { } busy) return reserved.Begin(key);
                other = busy.Ended;
            }
            other.GetAwaiter().GetResult();
        }
    }

    void End(Reservation mine)
    {
        lock (state) reserved.End(mine);
    }

    LeaseResult Choose(Reservation mine, Port? prefer, bool isExplicit, Kin? kin)
    {
        Lease? before;
        lock (state) before = table.Of(mine.Key);
        var preferred = prefer ?? before?.Preferred;
        var refused = new Dictionary<Port, string>();
        foreach (var candidate in LeaseChoice.Candidates(mine.Key, preferred, before?.Port, static _ => false))
        {
            if (Reserve(mine, candidate, isPreferred: candidate == preferred) is { } leased)
            {
                if (candidate == preferred) refused[candidate] = leased;
                continue;
            }
            var why = Hold(mine, candidate, kin, out var isHopeless);
            if (why is null)
            {
                var after = Rotation.Of(before, mine.Key, candidate, preferred, refused, clock.GetUtcNow());
                return new(Commit(mine, before, after with { IsExplicit = after.IsExplicit || isExplicit }), null);
            }
            lock (state) reserved.Remove(mine);
            if (isHopeless) return new(null, why);
            refused[candidate] = why;
        }
        return new(null, $"no port of {LeaseChoice.Range.First}-{LeaseChoice.Range.Last} is left: "
            + "`berth lease prune` releases those of checkouts that are gone");
    }

    // Null when it is ours to try; else whose it is.
    string? Reserve(Reservation mine, Port port, bool isPreferred)
    {
        Lease? owner;
        lock (state) owner = table.Of(port);
        // 3000 is what most projects prefer: whoever had it first keeps it while it is up, not for good.
        var mayLend = isPreferred && owner is not null && owner.Preferred == port && !owner.IsExplicit && !IsUp(owner.Key.Root);
        lock (state)
        {
            if (reserved.Of(port) is { } other) return $"port {port} is being leased to {other.Key.Label} of {other.Key.Root}";
            var now = table.Of(port);
            var lent = now is null || now.Key == mine.Key ? null : now;
            if (lent is not null && !(mayLend && lent == owner && !inUse.Contains(lent.Key) && reserved.Of(lent.Key) is null))
                return $"port {port} is leased to {lent.Key.Label} of {lent.Key.Root}";
            reserved.Add(mine, port, lent);
            return null;
        }
    }

    // Null when nobody else has it: then it is held, or the one it is for listens there.
    string? Hold(Reservation mine, Port port, Kin? kin, out bool isHopeless)
    {
        isHopeless = false;
        PortHolder? ours;
        lock (state) ours = table.Holder(port);
        var (holder, failure) = (ours, HoldFailure.Taken);
        if (holder is null)
        {
            holder = PortHolder.Hold(port, out failure);
            if (holder is null && failure != HoldFailure.Taken)
            {
                isHopeless = failure == HoldFailure.Impossible;
                return failure == HoldFailure.NoRight
                    ? $"port {port} may not be bound by this user"
                    : $"port {port} cannot be held: no sockets are left, or loopback is down";
            }
        }
        // Looked at after the bind: two daemons that bind at once both see it, and both go on to another port.
        string? taken;
        try
        {
            taken = taker.Of(port, holder?.Inodes ?? [], kin ?? Kin.None);
        }
        catch when (ours is null)
        {
            holder?.Dispose();
            throw;
        }
        if (taken is null && (holder is not null || kin is not null))
        {
            mine.Holder = ours is null ? holder : null;
            return null;
        }
        lock (state) table.TakeHolder(port);
        holder?.Dispose();
        return $"port {port} is held by {taken ?? "a program that has just gone"}";
    }

    // What is answered is on the disk; only then it is true.
    Lease Commit(Reservation mine, Lease? before, Lease after)
    {
        if (before is not null && after.Used - before.Used < usedStep) after = after with { Used = before.Used };
        try
        {
            if (after != before) store.Save(after, insteadOf: mine.Lent?.Key);
        }
        catch
        {
            mine.Holder?.Dispose();
            throw;
        }
        PortHolder? freed;
        lock (state)
        {
            // The socket that holds the port stays: it is the next one's now.
            if (mine.Lent is { } lent) table.Forget(lent);
            freed = table.Put(after, mine.Holder);
        }
        freed?.Dispose();
        return after;
    }

    bool Release(LeaseKey key, bool alsoInUse)
    {
        var mine = Begin(key);
        try
        {
            Lease? lease;
            lock (state) lease = alsoInUse || !inUse.Contains(key) ? table.Of(key) : null;
            if (lease is null) return false;
            store.Remove(key);
            PortHolder? freed;
            lock (state) freed = table.Remove(lease);
            freed?.Dispose();
            return true;
        }
        finally
        {
            End(mine);
        }
    }

    void HoldAgain(Lease lease)
    {
        lock (state)
        {
            if (table.Of(lease.Key) != lease || table.Holder(lease.Port) is not null) return;
        }
        if (PortHolder.Hold(lease.Port, out _) is not { } holder) return;
        lock (state) table.Put(lease, holder);
    }
}
