using Berth.Audit.Diagnose;
using Berth.Audit.Diagnose.Cases;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model.Knowledge;

namespace Berth.Cli.Commands.Diagnosing;

/// <summary>A diagnosis for people: the cause, the proof, the fix; then what else holds, and what was looked at.</summary>
sealed class DoctorText(CommandContext context)
{
    const int Indent = 2;
    readonly int? width = context.Terminal.Width;

    /// <summary>Each other cause with its proof: of a machine they are findings of equal right.</summary>
    public bool AlsoWithProof { get; init; }

    public void Write(DiagnosisReport report, IReadOnlyList<Shortfall> shortfalls)
    {
        if (report.Answer is { } answer) Write(answer);
        else Put(report.Sentence ?? "", report.Verdict == Health.Healthy ? Paint.Good : Paint.Bold, 0);
        if (report.Also.Count != 0) Title("Also");
        foreach (var also in report.Also)
        {
            Put(Sentence(also), also.IsNotice ? Paint.None : Paint.Warning, Indent);
            if (AlsoWithProof) foreach (var line in also.Proof) Put(line, Paint.None, Indent * 2);
            Fix(also, Indent * 2);
        }
        Looked(report.Looked);
        foreach (var shortfall in shortfalls)
            context.Say(ShortfallText.Of(shortfall));
    }

    void Write(Diagnosis diagnosis)
    {
        Put(Marks.Mark(diagnosis.Sentence, diagnosis.How), Paint.Bold, 0);
        Title("Proof");
        foreach (var line in diagnosis.Proof) Put(line, Paint.None, Indent);
        if (diagnosis.Reason is { } reason) Put($"{Marks.Inferred} {reason}", Paint.Dim, Indent);
        Title("Fix");
        Fix(diagnosis, Indent);
    }

    static string Sentence(Diagnosis diagnosis)
    {
        var text = Marks.Mark(diagnosis.Sentence, diagnosis.How);
        return diagnosis.Reason is { } reason ? $"{text} ({reason})" : text;
    }

    void Fix(Diagnosis diagnosis, int indent)
    {
        var fix = diagnosis.Fix;
        Put(fix.Command is null ? $"{fix.Text}." : $"{fix.Text}:", Paint.None, indent);
        // A command is copied: it is never broken.
        if (fix.Command is { } command) Line(Escape.ForTerminal(command), Paint.Good, indent + Indent);
        if (fix.Undo is { } undo) Line($"undo: {Escape.ForTerminal(undo)}", Paint.Dim, indent + Indent);
        if (fix.Risk is { } risk) Put($"Mind: {risk}.", Paint.Dim, indent);
    }

    void Looked(IReadOnlyList<Look> looks)
    {
        if (looks.Count == 0) return;
        Title("Looked at");
        var longest = 0;
        foreach (var look in looks) longest = Math.Max(longest, look.What.Length);
        foreach (var look in looks)
        {
            var first = true;
            foreach (var line in Wrap.Lines(Escape.ForTerminal(look.Result), width is { } room ? room - Indent - longest - 2 : null))
            {
                Line($"{(first ? look.What : "").PadRight(longest)}  {line}", Paint.Dim, Indent);
                first = false;
            }
        }
    }

    void Title(string title)
    {
        context.Out.Write("\n"u8);
        Line(title, Paint.Dim, 0);
    }

    void Put(string text, Paint paint, int indent)
    {
        foreach (var line in Wrap.Lines(Escape.ForTerminal(text), width is { } room ? room - indent : null)) Line(line, paint, indent);
    }

    void Line(string line, Paint paint, int indent)
    {
        context.Out.Fill(' ', indent);
        if (context.Terminal.Colour && paint != Paint.None) context.Out.Write(paint.Begin()).Write(line).Write(PaintCodes.End);
        else context.Out.Write(line);
        context.Out.Write("\n"u8);
    }
}
