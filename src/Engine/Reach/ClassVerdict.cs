using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;

namespace Berth.Engine.Reach;

/// <summary>What the rules say to one class of callers.</summary>
/// <param name="Interface">Where they come in.</param>
/// <param name="Only">Of an open class: the only callers that it is certain for, such as "10.0.0.0/24"; null for all.</param>
/// <param name="By">What decided; null where no rule had a say.</param>
public sealed record ClassVerdict(InetFamily Family, SourceClass From, string Interface, PathVerdict Verdict, string? Only, Decision? By)
{
    /// <summary>How far away they count as.</summary>
    public ReachLevel Level { get; init; } = From.Level();

    /// <summary>False: whether such callers come by this interface at all depends on routers and neighbours.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>Of an open class with <see cref="Only"/>: the rule that the others depend on, where nobody can tell; null when it can be told of all.</summary>
    public Decision? RestDependsOn { get; init; }

    /// <summary>Of an open class with <see cref="Only"/>: what keeps the others out.</summary>
    public Decision? RestKeptOutBy { get; init; }

    /// <summary>Who comes in doubt is let in with a doubt.</summary>
    internal static ClassVerdict Of(CallerGroup group, InetFamily family, AttemptResult result)
    {
        var isOpen = result.Verdict == PathVerdict.Open;
        var only = isOpen && group.IsCertain && !group.Callers.Except(result.Open).IsEmpty ? result.Open.Text(family) : null;
        return new ClassVerdict(family, group.From, group.Link.Name, isOpen && !group.IsCertain ? PathVerdict.Unknown : result.Verdict, only, result.By)
        {
            Level = group.Level,
            IsCertain = group.IsCertain,
            RestDependsOn = only is not null ? result.Doubt : null,
            RestKeptOutBy = only is not null ? result.ClosedBy : null,
        };
    }

    /// <summary>Adds it to the others: of several ways in to one class by one interface the most open counts.</summary>
    internal void Keep(List<ClassVerdict> classes)
    {
        for (var i = 0; i < classes.Count; i++)
        {
            if (classes[i].Family != Family || classes[i].From != From || classes[i].Interface != Interface) continue;
            if (Openness > classes[i].Openness) classes[i] = this;
            return;
        }
        classes.Add(this);
    }

    int Openness => Verdict switch
    {
        PathVerdict.Open => Only is null ? 4 : 3,
        PathVerdict.Unknown => 2,
        PathVerdict.Rejected => 1,
        _ => 0,
    };
}
