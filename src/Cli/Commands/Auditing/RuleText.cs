using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Audit;

namespace Berth.Cli.Commands.Auditing;

/// <summary>`berth audit --explain`: a rule in its own words.</summary>
static class RuleText
{
    public static int Write(string id, Surroundings around)
    {
        if (id == "list")
        {
            var longest = RuleCatalogue.All.Max(static rule => rule.Info.Id.Length);
            foreach (var rule in RuleCatalogue.All) around.Out.Line($"{rule.Info.Id.PadRight(longest)}  {rule.Info.Title}");
            return ExitCode.Done;
        }
        if (RuleCatalogue.Find(id) is not { } found) throw new UsageException($"berth audit: there is no rule '{Escape.ForTerminal(id)}'. `berth audit --explain list` names them all.");
        Write(found.Info, around);
        return ExitCode.Done;
    }

    static void Write(RuleInfo rule, Surroundings around)
    {
        around.Out.Line($"{rule.Id}: {rule.Title}");
        foreach (var (label, text) in (ReadOnlySpan<(string, string)>)[("Severity", rule.Severity.ToString()), ("Sees", rule.Sees), ("Why", rule.Why), ("Fix", rule.Fix), ("Undo", rule.Undo), ("See", string.Join("  ", rule.References))])
        {
            if (text.Length == 0) continue;
            around.Out.Write("\n"u8);
            around.Out.Line(label);
            foreach (var line in Wrap.Lines(text, around.Terminal.Width is { } width ? width - 2 : null)) around.Out.Line($"  {line}");
        }
    }
}
