using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Catalogue;

/// <summary>Runs the rules. Pure; any thread.</summary>
public static class Auditor
{
    /// <summary>What all rules find: worst first, then by subject, rule and port. One finding per fingerprint.</summary>
    public static IReadOnlyList<Finding> Run(AuditView view, IReadOnlyList<IAuditRule> rules) =>
        FindingOrder.Sorted(rules.SelectMany(rule => rule.Find(view)).DistinctBy(static finding => finding.Fingerprint));
}
