using Berth.Audit.Catalogue;
using Berth.Audit.Contract;
using Berth.Audit.Lint;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands.Auditing;

/// <summary>`berth audit --explain`: a rule in its own words.</summary>
static class RuleText
{
    public static int Write(string id, CommandContext context)
    {
        if (id == "list")
        {
            var longest = All.Max(static rule => rule.Id.Length);
            foreach (var rule in All) context.Out.Line($"{rule.Id.PadRight(longest)}  {rule.Title}");
            return ExitCode.Done;
        }
        if (All.FirstOrDefault(rule => rule.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) is not { } found) throw new UsageException($"berth audit: there is no rule '{Escape.ForTerminal(id)}'. `berth audit --explain list` names them all.");
        Write(found, context);
        return ExitCode.Done;
    }

    /// <summary>Those of lint too: a finding names its rule, wherever it is from.</summary>
    static IEnumerable<RuleInfo> All => [.. RuleCatalogue.All.Select(static rule => rule.Info), .. Linter.Rules.Select(static rule => rule.Info)];

    static void Write(RuleInfo rule, CommandContext context)
    {
        context.Out.Line($"{rule.Id}: {rule.Title}");
        foreach (var (label, text) in (ReadOnlySpan<(string, string)>)[("Severity", rule.Severity.ToString()), ("Sees", rule.Sees), ("Why", rule.Why), ("Fix", rule.Fix), ("Undo", rule.Undo), ("See", string.Join("  ", rule.References))])
        {
            if (text.Length == 0) continue;
            context.Out.Write("\n"u8);
            context.Out.Line(label);
            foreach (var line in Wrap.Lines(text, context.Terminal.Width is { } width ? width - 2 : null)) context.Out.Line($"  {line}");
        }
    }
}
