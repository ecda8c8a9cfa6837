using Berth.Audit.Findings;
using Berth.Audit.Lint.Contract;
using Berth.Audit.Lint.Rules;

namespace Berth.Audit.Lint;

/// <summary>Runs the rules over what a repository declares. Pure; any thread.</summary>
public static class Linter
{
    /// <summary>Every rule. A new one is one file and one line here.</summary>
    public static IReadOnlyList<ILintRule> Rules { get; } = [new PortClash(), new PortTaken(), new PortEphemeral(), new PortBlocked(), new BindAll(), new PublishMismatch()];

    public static IReadOnlyList<Finding> Run(LintFacts facts) =>
        FindingOrder.Sorted(Rules.SelectMany(rule => rule.Find(facts)).DistinctBy(static finding => (finding.Fingerprint, finding.Position)));
}
