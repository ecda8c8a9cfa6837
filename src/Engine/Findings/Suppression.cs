namespace Berth.Engine.Findings;

/// <summary>A finding that somebody has accepted.</summary>
/// <param name="Fingerprint">Which finding; or the rule's id with <paramref name="Subject"/> null for all of a rule.</param>
/// <param name="Who">Who accepted it.</param>
/// <param name="Until">The last day it holds; null for good.</param>
/// <param name="Reason">Why; never empty.</param>
public sealed record Suppression(string Fingerprint, string? Rule, string? Subject, string Who, DateOnly? Until, string Reason)
{
    public bool Covers(Finding finding, DateOnly today)
    {
        if (Until is { } last && today > last) return false;
        if (Fingerprint.Length > 0) return finding.Fingerprint == Fingerprint;
        return Rule == finding.Rule && (Subject is null || Subject == finding.Subject);
    }
}
