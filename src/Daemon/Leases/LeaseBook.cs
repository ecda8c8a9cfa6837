using Berth.Actions.Leases;
using Berth.Daemon.State;
using Berth.Engine.Holders;
using Berth.Engine.Leases;
using Berth.Model.Addressing;
using Berth.Model.Leases;

namespace Berth.Daemon.Leases;

/// <summary>
/// Every lease of this user: who has which port, held while the daemon runs, kept over its end. Any thread may ask; one lease is
/// dealt with at a time, so two never get one port.
/// </summary>
/// <param name="isThere">Whether a checkout's folder exists.</param>
sealed class LeaseBook(LeaseStore store, PortTaker taker, TimeProvider clock, Func<string, bool> isThere) : IDisposable
{
    const int MostOfOneName = 1000;

    // A lease that is used every minute is not written every minute.
    static readonly TimeSpan usedStep = TimeSpan.FromHours(1);

    readonly Lock turn = new();
    readonly Dictionary<LeaseKey, Lease> leases = store.All().ToDictionary(static lease => lease.Key);
    readonly Dictionary<Port, PortHolder> holders = [];
    readonly HashSet<LeaseKey> inUse = [];

    /// <summary>Whether anything of a checkout runs as a service: it keeps the numbers that it prefers. Set once, before the first request.</summary>
    public Func<string, bool> IsUp { get; set; } = static _ => false;

    /// <summary>Holds every port again, after a start. One that somebody has by now stays: it may be free when it is used.</summary>
    public void HoldAll()
    {
        lock (turn)
        {
            foreach (var port in leases.Values.Select(static lease => lease.Port))
                if (!holders.ContainsKey(port) && PortHolder.Hold(port, out _) is { } holder) holders[port] = holder;
        }
    }

    /// <summary>The lease for this, made now if there is none; with another port than before when somebody took that.</summary>
    /// <param name="prefer">The port that it should have; null: as before.</param>
    /// <param name="isExplicit">A person asked for it: it is kept though nothing uses it.</param>
    /// <param name="kin">Whose it may be when it is listened on already: whom the lease is for; null: nobody's.</param>
    /// <exception cref="IOException">It cannot be written down.</exception>
    public LeaseResult Take(LeaseKey key, Port? prefer = null, bool isExplicit = false, Kin? kin = null)
    {
        lock (turn) return TakeNow(key, prefer, isExplicit, kin);
    }

    /// <summary>A lease that is nobody else's as long as it is used: that of the name, else of "name#2", "name#3"...</summary>
    /// <exception cref="IOException">It cannot be written down.</exception>
    public (LeaseUse? Use, string? Refusal) Use(LeaseKey key, Port? prefer, Kin? kin)
    {
        lock (turn)
        {
            for (var number = 1; number <= MostOfOneName; number++)
            {
                var one = number == 1 ? key : key with { Service = $"{key.Service}#{number}" };
                if (inUse.Contains(one)) continue;
                var (lease, refusal) = TakeNow(one, number == 1 ? prefer : null, isExplicit: false, kin);
                if (lease is null) return (null, refusal);
                inUse.Add(one);
                return (new LeaseUse(this, lease), null);
            }
        }
        return (null, $"{MostOfOneName} of the name '{key.Service}' run already");
    }

    LeaseResult TakeNow(LeaseKey key, Port? prefer, bool isExplicit, Kin? kin)
    {
        if (prefer is { } wanted && LeaseChoice.Refusal(wanted) is { } blocked) return new(null, blocked);
        var before = leases.GetValueOrDefault(key);
        var preferred = prefer ?? before?.Preferred;
        var refused = new Dictionary<Port, string>();
        var leased = leases.Values.Where(lease => lease.Key != key).ToDictionary(static lease => lease.Port);
        var lent = (Lease?)null;
        if (preferred is { } port && leased.TryGetValue(port, out var other))
        {
            if (MayBeLent(other, port)) leased.Remove((lent = other).Port);
            else refused[port] = $"port {port} is leased to {other.Key.Label} of {other.Key.Root}";
        }
        foreach (var candidate in LeaseChoice.Candidates(key, preferred, before?.Port, leased.ContainsKey))
        {
            var why = Hold(candidate, kin, out var isHopeless);
            if (why is null && lent?.Port == candidate) GiveUp(lent);
            if (why is null) return new(Keep(before, Rotation.Of(before, key, candidate, preferred, refused, clock.GetUtcNow()), isExplicit), null);
            if (isHopeless) return new(null, why);
            refused[candidate] = why;
        }
        return new(null, $"no port of {LeaseChoice.Range.First}-{LeaseChoice.Range.Last} is left: `berth lease prune` releases those of checkouts that are gone");
    }

    // 3000 is what most projects prefer: whoever had it first keeps it while it is up, not for good.
    bool MayBeLent(Lease lease, Port port) => lease.Preferred == port && !lease.IsExplicit && !inUse.Contains(lease.Key) && !IsUp(lease.Key.Root);

    // The socket that holds the port stays: it is the next one's now.
    void GiveUp(Lease lease)
    {
        store.Remove(lease.Key);
        leases.Remove(lease.Key);
    }

    Lease Keep(Lease? before, Lease after, bool isExplicit)
    {
        after = after with { IsExplicit = after.IsExplicit || isExplicit };
        if (before is not null && after.Used - before.Used < usedStep) after = after with { Used = before.Used };
        if (after != before) store.Save(after);
        // What is answered is on the disk; only then it is true.
        leases[after.Key] = after;
        if (before is not null && before.Port != after.Port) LetGo(before.Port);
        return after;
    }

    // Null when nobody else has it: then it is held, or the one it is for listens there.
    string? Hold(Port port, Kin? kin, out bool isHopeless)
    {
        isHopeless = false;
        var failure = HoldFailure.Taken;
        if (!holders.TryGetValue(port, out var holder))
        {
            holder = PortHolder.Hold(port, out failure);
            if (holder is null && failure != HoldFailure.Taken)
            {
                isHopeless = failure == HoldFailure.Impossible;
                return failure == HoldFailure.NoRight ? $"port {port} may not be bound by this user" : $"port {port} cannot be held: no sockets are left, or loopback is down";
            }
        }
        // Looked at after the bind: two daemons that bind at once both see it, and both go on to another port.
        var taken = taker.Of(port, holder?.Inodes ?? [], kin ?? Kin.None);
        if (taken is null && (holder is not null || kin is not null))
        {
            if (holder is not null) holders[port] = holder;
            return null;
        }
        holder?.Dispose();
        holders.Remove(port);
        return $"port {port} is held by {taken ?? "a program that has just gone"}";
    }

    /// <summary>False when there is none.</summary>
    /// <exception cref="IOException">It cannot be written down.</exception>
    public bool Release(LeaseKey key)
    {
        lock (turn)
        {
            if (!leases.TryGetValue(key, out var lease)) return false;
            store.Remove(key);
            leases.Remove(key);
            LetGo(lease.Port);
            return true;
        }
    }

    /// <summary>Releases the leases of checkouts that are gone, but for those in use.</summary>
    /// <exception cref="IOException">It cannot be written down.</exception>
    public IReadOnlyList<Lease> Prune()
    {
        lock (turn)
        {
            var gone = leases.Values.Where(lease => !inUse.Contains(lease.Key) && !isThere(lease.Key.Root)).ToList();
            foreach (var lease in gone) Release(lease.Key);
            return gone;
        }
    }

    /// <summary>By checkout, service and port name.</summary>
    public IReadOnlyList<LeaseState> All()
    {
        lock (turn)
        {
            return [.. leases.Values.OrderBy(static lease => lease.Key.Root, StringComparer.Ordinal).ThenBy(static lease => lease.Key.Service, StringComparer.Ordinal)
                .ThenBy(static lease => lease.Key.PortName, StringComparer.Ordinal).Select(lease => new LeaseState(lease, holders.ContainsKey(lease.Port), inUse.Contains(lease.Key)))];
        }
    }

    /// <summary>Why the daemon must not end.</summary>
    public IReadOnlyList<string> Keeps()
    {
        lock (turn)
        {
            var asked = leases.Values.Count(static lease => lease.IsExplicit);
            return [.. inUse.Count > 0 ? [Count(inUse.Count, "lease") + " in use"] : Array.Empty<string>(),
                .. asked > 0 ? [Count(asked, "lease") + " that a person asked for"] : Array.Empty<string>()];
        }
    }

    static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    internal void EndUse(LeaseKey key)
    {
        lock (turn) inUse.Remove(key);
    }

    void LetGo(Port port)
    {
        if (holders.Remove(port, out var holder)) holder.Dispose();
    }

    public void Dispose()
    {
        lock (turn)
        {
            foreach (var holder in holders.Values) holder.Dispose();
            holders.Clear();
        }
    }
}
