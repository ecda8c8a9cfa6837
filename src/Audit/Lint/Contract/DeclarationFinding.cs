using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Repository;

namespace Berth.Audit.Lint.Contract;

/// <summary>How a lint rule words what it found in a file.</summary>
static class DeclarationFinding
{
    /// <summary>A finding at a declaration: as sure as the declaration is.</summary>
    public static Finding About(this RuleInfo rule, PortDeclaration declaration, string title, Severity? severity = null) =>
        rule.About(declaration.Path, title, severity) with
        {
            Position = new SourcePosition(declaration.Path, declaration.Line, declaration.Column),
            Key = $"{declaration.Unit} {declaration.Ports}",
            Confidence = declaration.IsImplied ? Confidence.Likely : Confidence.Certain,
            Evidence = [new Evidence("file", $"{declaration.Path}:{declaration.Line}: {declaration.Text}")],
        };
}
