using Berth.Audit.Diagnose.Kernel;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model.Diagnosis;

namespace Berth.Cli.Commands.Diagnosing;

/// <summary>`berth doctor kernel` for people: what is allowed, then each need with the reason and what to do.</summary>
sealed class KernelText(CommandContext context)
{
    const int Mark = 4;

    public void Write(KernelReport report, KernelFacts facts)
    {
        context.Out.Line(Escape.ForTerminal($"Linux {facts.Release}, {facts.Architecture}, {User(facts)}"));
        context.Out.Line("");
        foreach (var ability in report.Abilities) Line(ability.Has ? "yes" : "no", ability.Has, ability.Sentence, 0);
        context.Out.Line("");
        var longest = report.Checks.Max(static check => check.Id.Length);
        foreach (var check in report.Checks)
        {
            var (word, has) = check.Result switch
            {
                CheckResult.Ok => ("ok", true),
                CheckResult.No => ("no", (bool?)false),
                _ => ("?", null),
            };
            Line(word, has, $"{check.Id.PadRight(longest)}  {check.Sentence}", longest + 2);
            if (check.Fix is { } fix) Line("", null, $"{new string(' ', longest)}  {fix}", longest + 2);
        }
    }

    static string User(KernelFacts facts) => facts switch
    {
        { IsInFirstUserNamespace: false } => "in a user namespace",
        { IsRoot: true } => "as root",
        _ => "not as root",
    };

    void Line(string mark, bool? isGood, string text, int indent)
    {
        var paint = isGood switch { true => Paint.Good, false => Paint.Warning, null => Paint.Dim };
        if (context.Terminal.Colour && mark.Length > 0) context.Out.Write(paint.Begin()).Write(mark).Write(PaintCodes.End);
        else context.Out.Write(mark);
        context.Out.Fill(' ', Mark + 1 - mark.Length);
        var first = true;
        foreach (var line in Wrap.Lines(Escape.ForTerminal(text), context.Terminal.Width is { } room ? room - Mark - 1 - indent : null))
        {
            if (!first) context.Out.Fill(' ', Mark + 1 + indent);
            context.Out.Line(line);
            first = false;
        }
    }
}
