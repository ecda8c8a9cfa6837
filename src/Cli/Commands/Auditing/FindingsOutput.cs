using Berth.Audit.Contract;
using Berth.Cli.Arguments;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering.Findings;
using Berth.Workbench.Auditing;
using Berth.Workbench.Json;

namespace Berth.Cli.Commands.Auditing;

/// <summary>Writes the report in the format asked for, and says how the program ends.</summary>
static class FindingsOutput
{
    /// <summary>What the baseline has already.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static IReadOnlySet<string> Known(FindingChoices choices)
    {
        if (choices.Baseline is not { } path) return new HashSet<string>();
        return Baseline.Read(path).IsDone(out var known, out var refusal) ? known : throw UsageException.Of("berth", refusal);
    }

    public static int Write(FindingsReport report, FindingChoices choices, IReadOnlyList<RuleInfo> rules, CommandContext context)
    {
        switch (choices.Format)
        {
            case FindingFormat.Json: FindingsJson.Write(report, context.Out); break;
            case FindingFormat.Sarif: FindingsSarif.Write(report, rules, Build.Version["berth ".Length..], context.Out); break;
            default: new FindingsText(context, choices.All).Write(report); break;
        }
        return choices.FailOn is { } level && report.New.Any(finding => finding.Severity >= level) ? ExitCode.Found : ExitCode.Done;
    }
}
