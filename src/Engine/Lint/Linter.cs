using Berth.Engine.Audit;
using Berth.Engine.Findings;
using Berth.Engine.Lint.Rules;
using Berth.Model.Repository;

namespace Berth.Engine.Lint;

/// <summary>Runs the rules over what a repository declares. Pure; any thread.</summary>
public static class Linter
{
    /// <summary>Every rule. A new one is one file and one line here.</summary>
    public static IReadOnlyList<ILintRule> Rules { get; } = [new PortClash(), new PortTaken(), new PortEphemeral(), new PortBlocked(), new BindAll(), new PublishMismatch()];

    public static IReadOnlyList<Finding> Run(LintFacts facts) =>
        FindingOrder.Sorted(Rules.SelectMany(rule => rule.Find(facts)).DistinctBy(static finding => (finding.Fingerprint, finding.Position)));

    /// <summary>A finding at a declaration.</summary>
    internal static Finding About(this RuleInfo rule, PortDeclaration declaration, string title, Severity? severity = null) => rule.About(declaration.Path, title, severity) with
    {
        Position = new SourcePosition(declaration.Path, declaration.Line, declaration.Column),
        Key = $"{declaration.Unit} {declaration.Ports}",
        Confidence = declaration.IsImplied ? Confidence.Likely : Confidence.Certain,
        Evidence = [new Evidence("file", $"{declaration.Path}:{declaration.Line}: {declaration.Text}")],
    };
}
