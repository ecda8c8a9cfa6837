using System.CommandLine;
using Berth.Audit.Findings;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Arguments;

/// <summary>The options that audit and lint share.</summary>
sealed class FindingOptions
{
    readonly Option<bool> json = new("--json") { Description = "As JSON" };
    readonly Option<bool> sarif = new("--sarif") { Description = "As SARIF 2.1.0, for code scanning" };
    readonly Option<string?> failOn = new("--fail-on") { Description = "End with 9 when a finding is at least this bad", HelpName = "severity" };
    readonly Option<string?> baseline = new("--baseline") { Description = "An earlier --json output: what it has is not new", HelpName = "file" };
    readonly Option<bool> all = new("--all") { Description = "Also show what was accepted or is in the baseline" };

    public FindingOptions(Command command)
    {
        failOn.CompletionSources.Add("critical", "high", "medium", "low", "info");
        foreach (var option in (Option[])[json, sarif, failOn, baseline, all]) command.Add(option);
    }

    public FindingChoices Read(ParseResult parsed)
    {
        var format = (parsed.GetValue(json), parsed.GetValue(sarif)) switch
        {
            (true, true) => throw new UsageException("berth: --json and --sarif are two formats. Choose one."),
            (true, _) => FindingFormat.Json,
            (_, true) => FindingFormat.Sarif,
            _ => FindingFormat.Text,
        };
        return new FindingChoices(format, Level(parsed.GetValue(failOn)), parsed.GetValue(baseline), parsed.GetValue(all));
    }

    static Severity? Level(string? text)
    {
        if (text is null) return null;
        return SeverityNames.TryParse(text, out var severity) ? severity : throw new UsageException($"berth: --fail-on '{Escape.ForTerminal(text)}' is not a severity. Write critical, high, medium, low or info.");
    }
}

/// <param name="FailOn">Null: findings do not change the exit code.</param>
sealed record FindingChoices(FindingFormat Format, Severity? FailOn, string? Baseline, bool All);

enum FindingFormat
{
    Text,
    Json,
    Sarif,
}
