using Berth.Actions.Leases;
using Berth.Daemon.State;
using Berth.Engine.Holders;
using Berth.Engine.Leases;
using Berth.Model.Addressing;
using Berth.Model.Leases;

namespace Berth.Daemon.Leases;

/// <summary>
/// Every lease of this user: who has which port, held while the daemon runs, kept over its end. Any thread may ask. A request reserves its
/// lease and each port that it tries, looks, binds and writes without any lock, and commits or gives back: two never get one port, and
/// nobody waits for the kernel or the disk but who needs the same lease.
/// </summary>
/// <param name="isThere">Whether a checkout's folder exists.</param>
sealed partial class LeaseBook(LeaseStore store, PortTaker taker, TimeProvider clock, Func<string, bool> isThere) : IDisposable
{
    const int MostOfOneName = 1000;

    // A lease that is used every minute is not written every minute.
    static readonly TimeSpan usedStep = TimeSpan.FromHours(1);

    // Around memory only.
    readonly Lock state = new();
    readonly LeaseTable table = new(store.All());
    readonly Reservations reserved = new();
    readonly HashSet<LeaseKey> inUse = [];

    /// <summary>
    /// Whether anything of a checkout runs as a service: it keeps the numbers that it prefers. Set once, before the first request.
    /// </summary>
    public Func<string, bool> IsUp { get; set; } = static _ => false;

    /// <summary>Holds every port again, after a start. One that somebody has by now stays: it may be free when it is used.</summary>
    public void HoldAll()
    {
        Lease[] all;
        lock (state) all = [.. table.All];
        foreach (var lease in all)
        {
            var mine = Begin(lease.Key);
            try
            {
                HoldAgain(lease);
            }
            finally
            {
                End(mine);
            }
        }
    }

    /// <summary>The lease for this, made now if there is none; with another port than before when somebody took that.</summary>
    /// <param name="prefer">The port that it should have; null: as before.</param>
    /// <param name="isExplicit">A person asked for it: it is kept though nothing uses it.</param>
    /// <param name="kin">Whose it may be when it is listened on already: whom the lease is for; null: nobody's.</param>
    /// <exception cref="IOException">It cannot be written down.</exception>
    public LeaseResult Take(LeaseKey key, Port? prefer = null, bool isExplicit = false, Kin? kin = null)
    {
        if (prefer is { } wanted && LeaseChoice.Refusal(wanted) is { } blocked) return new(null, blocked);
        var mine = Begin(key);
        try
        {
            return Choose(mine, prefer, isExplicit, kin);
        }
        finally
        {
            End(mine);
        }
    }

    /// <summary>A lease that is nobody else's as long as it is used: that of the name, else of "name#2", "name#3"...</summary>
    /// <exception cref="IOException">It cannot be written down.</exception>
    public (LeaseUse? Use, string? Refusal) Use(LeaseKey key, Port? prefer, Kin? kin)
    {
        for (var number = 1; number <= MostOfOneName; number++)
        {
            var one = number == 1 ? key : key with { Service = $"{key.Service}#{number}" };
            lock (state)
            {
                if (!inUse.Add(one)) continue;
            }
            Lease? lease = null;
            try
            {
                (lease, var refusal) = Take(one, number == 1 ? prefer : null, isExplicit: false, kin);
                return lease is null ? (null, refusal) : (new LeaseUse(this, lease), null);
            }
            finally
            {
                if (lease is null) EndUse(one);
            }
        }
        return (null, $"{MostOfOneName} of the name '{key.Service}' run already");
    }

    /// <summary>False when there is none.</summary>
    /// <exception cref="IOException">It cannot be written down.</exception>
    public bool Release(LeaseKey key) => Release(key, alsoInUse: true);

    /// <summary>Releases the leases of checkouts that are gone, but for those in use.</summary>
    /// <exception cref="IOException">It cannot be written down.</exception>
    public IReadOnlyList<Lease> Prune()
    {
        Lease[] idle;
        lock (state) idle = [.. table.All.Where(lease => !inUse.Contains(lease.Key))];
        return [.. idle.Where(lease => !isThere(lease.Key.Root) && Release(lease.Key, alsoInUse: false))];
    }

    /// <summary>By checkout, service and port name.</summary>
    public IReadOnlyList<LeaseState> All()
    {
        LeaseState[] all;
        lock (state) all = [.. table.All.Select(State)];
        return
        [
            .. all.OrderBy(static one => one.Lease.Key.Root, StringComparer.Ordinal)
                .ThenBy(static one => one.Lease.Key.Service, StringComparer.Ordinal)
                .ThenBy(static one => one.Lease.Key.PortName, StringComparer.Ordinal),
        ];
    }

    LeaseState State(Lease lease) => new(lease, table.Holder(lease.Port) is not null, inUse.Contains(lease.Key));

    /// <summary>Why the daemon must not end.</summary>
    public IReadOnlyList<string> Keeps()
    {
        int used, asked;
        lock (state) (used, asked) = (inUse.Count, table.All.Count(static lease => lease.IsExplicit));
        var keeps = new List<string>();
        if (used > 0) keeps.Add(Count(used, "lease") + " in use");
        if (asked > 0) keeps.Add(Count(asked, "lease") + " that a person asked for");
        return keeps;
    }

    static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    internal void EndUse(LeaseKey key)
    {
        lock (state) inUse.Remove(key);
    }

    public void Dispose()
    {
        IReadOnlyList<PortHolder> holders;
        lock (state) holders = table.TakeHolders();
        foreach (var holder in holders) holder.Dispose();
    }
}
