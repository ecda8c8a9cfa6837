using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Cli.Arguments;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering.Findings;
using Berth.Model.Repository;

namespace Berth.Cli.Commands.Auditing;

/// <summary>Marks what is accepted, writes the report in the format asked for, and says how the program ends.</summary>
static class FindingsOutput
{
    public static IReadOnlyList<Finding> Marked(IReadOnlyList<Finding> findings, IReadOnlyList<Suppression> accepted, DateOnly today) =>
        accepted.Count == 0 ? findings : [.. findings.Select(finding => accepted.FirstOrDefault(one => finding.IsAcceptedBy(one, today)) is { } by ? finding with { SuppressedBy = by } : finding)];

    public static int Write(FindingsReport report, FindingChoices choices, IReadOnlyList<RuleInfo> rules, Surroundings around)
    {
        switch (choices.Format)
        {
            case FindingFormat.Json: FindingsJson.Write(report, around.Out); break;
            case FindingFormat.Sarif: FindingsSarif.Write(report, rules, around.Out); break;
            default: new FindingsText(around, choices.All).Write(report); break;
        }
        return choices.FailOn is { } level && report.New.Any(finding => finding.Severity >= level) ? ExitCode.Found : ExitCode.Done;
    }
}
