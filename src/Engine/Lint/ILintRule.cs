using Berth.Engine.Audit;
using Berth.Engine.Findings;

namespace Berth.Engine.Lint;

/// <summary>One rule of lint: values in, findings out.</summary>
public interface ILintRule
{
    RuleInfo Info { get; }
    IEnumerable<Finding> Find(LintFacts facts);
}
