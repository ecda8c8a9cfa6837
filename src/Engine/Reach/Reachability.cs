using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;

namespace Berth.Engine.Reach;

/// <summary>
/// Who can connect, per address family; null for a family that the socket does not take. What nobody can tell counts as reachable:
/// a level is lowered only by rules that certainly keep callers out.
/// </summary>
/// <param name="Reason">From what it was concluded, such as "bound to 0.0.0.0; eth0 has a private address".</param>
public sealed record Reachability(ReachLevel? V4, ReachLevel? V6, How How, string Reason)
{
    public ReachLevel Widest => (ReachLevel)Math.Max((byte)(V4 ?? ReachLevel.Host), (byte)(V6 ?? ReachLevel.Host));

    /// <summary>Whether the rules let callers of that level in (open), or whether it is unknown.</summary>
    public PathVerdict V4Verdict { get; init; }
    public PathVerdict V6Verdict { get; init; }

    /// <summary>The part of the reason that is not about rules.</summary>
    public string BindReason { get; init; } = Reason;

    /// <summary>Where rules send callers of the port instead: a container, past the input rules. Null: to the listener itself.</summary>
    public Endpoint? SentOnTo { get; init; }

    /// <summary>What the bind alone allows.</summary>
    public ReachLevel? BindV4 { get; init; }
    public ReachLevel? BindV6 { get; init; }

    /// <summary>Each class of callers and what the rules say to them; empty where there are no rules or they could not be read.</summary>
    public IReadOnlyList<ClassVerdict> Classes { get; init; } = [];

    /// <summary>
    /// Open: whoever <see cref="Widest"/> names can connect. Filtered: so it is, and the bind alone would let more in. Unknown: it
    /// cannot be told whether <see cref="Widest"/> holds.
    /// </summary>
    public PathVerdict Verdict => (V4 == Widest && V4Verdict == PathVerdict.Unknown) || (V6 == Widest && V6Verdict == PathVerdict.Unknown) ? PathVerdict.Unknown
        : BindV4 > Widest || BindV6 > Widest ? PathVerdict.Filtered
        : PathVerdict.Open;

    public PathVerdict VerdictOf(InetFamily family) => family == InetFamily.V4
        ? V4Verdict == PathVerdict.Unknown ? PathVerdict.Unknown : BindV4 > V4 ? PathVerdict.Filtered : PathVerdict.Open
        : V6Verdict == PathVerdict.Unknown ? PathVerdict.Unknown : BindV6 > V6 ? PathVerdict.Filtered : PathVerdict.Open;

    bool Fits(ClassVerdict one) => one.Verdict == Verdict || (one.Verdict == PathVerdict.Rejected && Verdict == PathVerdict.Filtered);

    /// <summary>The rule that decided about the widest class of callers that was judged as the whole, where one did.</summary>
    public Decision? DecidedBy
    {
        get
        {
            ClassVerdict? widest = null;
            foreach (var one in Classes)
            {
                if (one.By is not { Table: not null }) continue;
                // A class that was judged as the whole says more than a wider one that was not.
                var (fits, best) = (Fits(one), widest is not null && Fits(widest));
                if (widest is null || (fits && !best) || (fits == best && (one.Level > widest.Level || (one.Level == widest.Level && one.From > widest.From)))) widest = one;
            }
            return widest?.By;
        }
    }
}
