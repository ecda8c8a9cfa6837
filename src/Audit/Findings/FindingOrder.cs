namespace Berth.Audit.Findings;

/// <summary>Worst first; then the same order at every start.</summary>
public static class FindingOrder
{
    public static IReadOnlyList<Finding> Sorted(IEnumerable<Finding> findings) =>
        [.. findings
            .OrderByDescending(static finding => finding.Severity)
            .ThenBy(static finding => finding.Subject, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Position?.Path, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Position?.Line)
            .ThenBy(static finding => finding.Endpoint?.Port.Number)
            .ThenBy(static finding => finding.Rule, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Key, StringComparer.Ordinal)];
}
