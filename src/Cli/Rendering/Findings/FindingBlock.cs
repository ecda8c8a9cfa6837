using Berth.Audit.Findings;

namespace Berth.Cli.Rendering.Findings;

/// <summary>Findings of one rule that say the same and are mended by the same: one fault, wherever it was found.</summary>
sealed class FindingBlock(IReadOnlyList<Finding> all)
{
    const int MostNamed = 3;

    readonly string[] subjects = [.. all.Select(static one => one.Subject).Distinct()];

    /// <summary>Never empty; in their order.</summary>
    public IReadOnlyList<Finding> All => all;
    public Finding First => all[0];
    public bool IsOfSeveral => subjects.Length > 1;

    /// <summary>What it is about: "node of shop", "node of shop, vite of blog and 4 more".</summary>
    public string Subjects => subjects.Length <= MostNamed ? string.Join(", ", subjects) : $"{string.Join(", ", subjects[..MostNamed])} and {subjects.Length - MostNamed} more";

    /// <summary>In the order of their first findings.</summary>
    public static IReadOnlyList<FindingBlock> Of(IReadOnlyList<Finding> findings, IReadOnlySet<string> known) =>
        [.. findings.GroupBy(finding => Key(finding, known.Contains(finding.Fingerprint))).Select(static same => new FindingBlock([.. same]))];

    // A fix by Berth, and a decision, are of one finding alone.
    static string Key(Finding finding, bool isKnown) => finding.SuppressedBy is not null || finding.Fixes.Any(static fix => fix.Action is not null)
        ? finding.Fingerprint
        : string.Join('\n', [finding.Rule, finding.Severity.Name(), finding.Title, isKnown ? "known" : "", .. finding.Fixes.Select(static fix => $"{fix.Text}\t{fix.Command}\t{fix.Undo}\t{fix.Risk}")]);
}
