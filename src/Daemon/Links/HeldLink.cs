using Berth.Api.Messages;
using Berth.Daemon.Leases;
using Berth.Daemon.State;
using Berth.Links;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Daemon.Links;

/// <summary>A link of the book: as it is wanted, and what carries it. Changed by the book alone, one change at a time.</summary>
sealed class HeldLink : IDisposable
{
    readonly CancellationTokenSource gone = new();

    public HeldLink(StoredLink stored) => (Stored, Gone) = (stored, gone.Token);

    /// <summary>Cancelled when the link is no more: who follows it has nothing more to hear.</summary>
    public CancellationToken Gone { get; }

    /// <summary>As it is in the database.</summary>
    public StoredLink Stored { get; set; }

    /// <summary>What carries it, or keeps its port while it is off; null when it could not be opened.</summary>
    public Link? Link { get; set; }

    /// <summary>When <see cref="Link"/> was opened: its times count from there.</summary>
    public DateTimeOffset? Opened { get; set; }

    /// <summary>Its faults, in order.</summary>
    public IReadOnlyList<FaultSpec> Faults { get; set; } = [];

    /// <summary>Why it could not be opened; null when nothing is wrong.</summary>
    public ApiError? Problem { get; set; }

    /// <summary>The lease of its port, for as long as it is the link's.</summary>
    public LeaseUse? Lease { get; set; }

    public LinkTarget Target => new(Stored.Host, Stored.Port);

    public LinkItem Item()
    {
        var totals = Link?.Totals ?? default;
        return new LinkItem(
            Stored.Name,
            new LinkTarget(LinkTarget.Loopback, Stored.Listen).ToString(),
            Stored.ListenBy,
            Target.ToString(),
            Stored.IsOn,
            Stored.Seed,
            [.. Faults.Select(FaultOf)],
            Stored.Created,
            totals.Live,
            totals.Accepted,
            totals.BytesUp,
            totals.BytesDown,
            Problem?.Message,
            Problem?.Fix);
    }

    /// <summary>The link is no more, and all its connections have ended.</summary>
    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    static FaultItem FaultOf(FaultSpec fault) => new(fault.Name, fault.Kind.Name, fault.Directions.Name(), fault.Share, fault.ToString());
}
