using Berth.Audit.Findings;

namespace Berth.Audit.Contract;

/// <summary>A rule that looks at one listened port at a time. How bad it is follows from who can connect.</summary>
public abstract class PortRule : IAuditRule
{
    const int MuchLess = 2;

    public abstract RuleInfo Info { get; }

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var port in view.Ports)
        {
            var seen = Seen(port, view) ?? (port.FromBeyond is null ? null : Seen(port.OnHost, view));
            if (seen is not null) yield return seen;
        }
    }

    // What is said of callers from a network is judged by what such a caller was answered; the rest holds for this machine alone.
    Finding? Seen(ListenedPort port, AuditView view) =>
        Info.Severity.At(port.Reach) is { } severity && Judge(port.FromBeyond ?? port, view) is { } seen ? Made(port, severity, seen) : null;

    /// <summary>Null when there is nothing to say about the port.</summary>
    protected abstract Sighting? Judge(ListenedPort port, AuditView view);

    // What is as bad on this machine alone stays so behind a firewall; what a container publishes does not pass its input chain.
    bool IsMendedByFirewall(ListenedPort port) => port.IsWide && port.Process?.ForwardsTo.Value is null && port.Reaches[0].SentOnTo is null
        && (Info.Severity.OnHost is not { } host || Info.Severity.Outside - host >= MuchLess || (Info.Severity.Outside == Severity.Critical && host < Severity.Critical));

    Finding Made(ListenedPort port, Severity severity, Sighting seen) => Info.About(port, seen.Severity ?? severity, seen.Title) with
    {
        Confidence = seen.Confidence,
        Evidence = [.. seen.Evidence, .. port.ReachEvidence],
        Fixes = IsMendedByFirewall(port) ? [.. seen.Fixes, Remedies.Block(port)] : seen.Fixes,
        Key = seen.Key,
    };
}

/// <summary>What a <see cref="PortRule"/> saw.</summary>
/// <param name="Title">One sentence without a full stop.</param>
public sealed record Sighting(string Title)
{
    /// <summary>When another than the rule's own.</summary>
    public Severity? Severity { get; init; }
    public Confidence Confidence { get; init; } = Confidence.Certain;
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
    public IReadOnlyList<Fix> Fixes { get; init; } = [];
    public string? Key { get; init; }

    /// <summary>The service itself gave it away.</summary>
    public static Sighting Answered(string title, Model.Protocols.ProtocolFacts answer) =>
        new(title) { Confidence = Confidence.Proven, Evidence = [new Evidence("probe", answer.Evidence)] };

    /// <summary>The command line gives it away.</summary>
    public static Sighting Started(string title, string evidence) =>
        new(title) { Confidence = Confidence.Likely, Evidence = [new Evidence("process", evidence)] };
}
