using Berth.Audit.Findings;

namespace Berth.Audit.Contract;

/// <summary>One rule of the audit: values in, findings out. Keeps nothing between calls.</summary>
public interface IAuditRule
{
    RuleInfo Info { get; }
    IEnumerable<Finding> Find(AuditView view);
}
