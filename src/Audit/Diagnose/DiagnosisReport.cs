using Berth.Audit.Diagnose.Cases;

namespace Berth.Audit.Diagnose;

/// <summary>Why something does not work, or that it does.</summary>
/// <param name="Answer">The cause; null when none was found.</param>
/// <param name="Also">Other causes that hold, in the order of the questions; notices last.</param>
/// <param name="Looked">What was looked at, whatever came of it.</param>
/// <param name="Sentence">For a healthy or undecided target: what that means, a whole sentence. Null when there is an answer.</param>
public sealed record DiagnosisReport(Health Verdict, Diagnosis? Answer, IReadOnlyList<Diagnosis> Also, IReadOnlyList<Look> Looked, string? Sentence);

public enum Health : byte
{
    Healthy,
    Found,

    /// <summary>It cannot be decided from here; the report's sentence says why.</summary>
    Unknown,
}

public static class VerdictNames
{
    /// <summary>The name used in JSON.</summary>
    public static string Name(this Health verdict) => verdict switch
    {
        Health.Healthy => "healthy",
        Health.Found => "found",
        _ => "unknown",
    };
}

/// <summary>One thing that was looked at.</summary>
/// <param name="What">A word or two: "name", "connect".</param>
/// <param name="Result">What was seen, a clause without a full stop.</param>
public sealed record Look(string What, string Result);
