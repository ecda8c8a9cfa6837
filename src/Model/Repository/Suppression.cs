namespace Berth.Model.Repository;

/// <summary>A finding that somebody has accepted.</summary>
/// <param name="Fingerprint">Which finding; empty when <paramref name="Rule"/> says which.</param>
/// <param name="Rule">The rule's id; with <paramref name="Subject"/> null, all that it finds.</param>
/// <param name="Who">Who accepted it.</param>
/// <param name="Until">The last day it holds; null for good.</param>
/// <param name="Reason">Why; never empty.</param>
public sealed record Suppression(string Fingerprint, string? Rule, string? Subject, string Who, DateOnly? Until, string Reason);
