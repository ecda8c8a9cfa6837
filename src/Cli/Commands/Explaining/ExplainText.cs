using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Explain;
using Berth.Model.Knowledge;
using Berth.Model.Snapshots;

namespace Berth.Cli.Commands.Explaining;

/// <summary>An explanation for people: the answer first, then what supports it, then what to do.</summary>
sealed class ExplainText(CommandContext context)
{
    const int Indent = 2;
    readonly int? width = context.Terminal.Width;

    public void Write(Explanation explanation, Snapshot snapshot, bool more)
    {
        Put(Text(explanation.Headline), Paint.Bold, 0);
        foreach (var section in more ? WithLessons(explanation) : explanation.Sections) Write(section);
        Write(explanation.Actions);
        if (!more && explanation.Lessons.Count > 0)
        {
            context.Out.Write("\n"u8);
            Put("More about it: --more", Paint.Dim, 0);
        }
        // Of each holder it was said above.
        foreach (var shortfall in snapshot.Shortfalls)
            if (shortfall.Kind != ShortfallKind.Owners) context.Say(ShortfallText.Of(shortfall));
    }

    // What there is to learn stands below what it is about.
    static IEnumerable<Section> WithLessons(Explanation explanation)
    {
        foreach (var section in explanation.Sections)
            yield return section with { Lines = [.. section.Lines, .. explanation.Lessons.Where(lesson => lesson.Title == section.Title).SelectMany(lesson => lesson.Lines)] };
        foreach (var lesson in explanation.Lessons)
            if (!explanation.Sections.Any(section => section.Title == lesson.Title)) yield return lesson;
    }

    void Write(Section section)
    {
        context.Out.Write("\n"u8);
        Put(section.Title, Paint.Dim, 0);
        foreach (var line in section.Lines) Put(Text(line), line.IsWarning ? Paint.Warning : Paint.None, Indent);
    }

    void Write(IReadOnlyList<NextStep> steps)
    {
        if (steps.Count == 0) return;
        context.Out.Write("\n"u8);
        Put("Next", Paint.Dim, 0);
        var longest = 0;
        foreach (var step in steps) longest = Math.Max(longest, TextWidth.Of(Escape.ForTerminal(step.Command)));
        foreach (var step in steps)
        {
            var command = Escape.ForTerminal(step.Command);
            Put($"{command}{new string(' ', longest - TextWidth.Of(command))}  {step.Why}", Paint.None, Indent);
        }
    }

    // Most sentences carry their reason already, and one that says "hidden" or "cannot be seen" needs no mark.
    static string Text(Line line)
    {
        var text = line.How == How.Hidden ? line.Text : Marks.Mark(line.Text, line.How);
        return line.Reason is { } reason && !line.Text.Contains(reason, StringComparison.Ordinal) ? $"{text} ({reason})" : text;
    }

    void Put(string text, Paint paint, int indent)
    {
        foreach (var line in Wrap.Lines(Escape.ForTerminal(text), width is { } room ? room - indent : null))
        {
            context.Out.Fill(' ', indent);
            if (context.Terminal.Colour && paint != Paint.None) context.Out.Write(paint.Begin()).Write(line).Write(PaintCodes.End);
            else context.Out.Write(line);
            context.Out.Write("\n"u8);
        }
    }
}
