using Berth.Audit.Findings;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Cases;

/// <summary>One cause, what proves it, and what to do. Texts hold what processes say of themselves: escape them for a terminal.</summary>
/// <param name="Id">Stable: "family-split", "hung".</param>
/// <param name="Sentence">The cause, a whole sentence with its full stop.</param>
/// <param name="Proof">What was observed, in the order in which it convinces; whole sentences.</param>
public sealed record Diagnosis(string Id, string Sentence, IReadOnlyList<string> Proof, Fix Fix)
{
    /// <summary>Observed, or inferred from the proof.</summary>
    public How How { get; init; } = How.Observed;

    /// <summary>Why it is only likely; null when observed.</summary>
    public string? Reason { get; init; }

    /// <summary>Worth knowing, and no reason for anything to fail now.</summary>
    public bool IsNotice { get; init; }
}
