using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Lint.Contract;

/// <summary>One rule of lint: values in, findings out.</summary>
public interface ILintRule
{
    RuleInfo Info { get; }
    IEnumerable<Finding> Find(LintFacts facts);
}
