using Berth.Engine.Findings;

namespace Berth.Engine.Audit;

/// <summary>One rule of the audit: values in, findings out. Keeps nothing between calls.</summary>
public interface IAuditRule
{
    RuleInfo Info { get; }
    IEnumerable<Finding> Find(AuditView view);
}
