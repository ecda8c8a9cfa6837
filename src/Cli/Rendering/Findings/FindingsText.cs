using Berth.Audit.Findings;
using Berth.Cli.Hosting;
using Berth.Workbench.Auditing;

namespace Berth.Cli.Rendering.Findings;

/// <summary>
/// Findings for people: grouped by service, the worst first, each with what was seen, why it matters, and what to do. One fault of several
/// ports or services, with one remedy, is told once.
/// </summary>
sealed class FindingsText(CommandContext context, bool all)
{
    const int Indent = 2, LabelWidth = 6;
    readonly int? width = context.Terminal.Width;

    // What was said of a service already: its bind, and the rule that would close its port.
    readonly HashSet<string> told = [], explained = [];

    public void Write(FindingsReport report)
    {
        var shown = report.Findings.Where(finding => all || report.IsNew(finding)).ToArray();
        var blocks = FindingBlock.Of(shown, report.Known);
        foreach (var group in blocks.GroupBy(static block => block.Subjects))
        {
            Put(group.Key, Paint.Bold, 0);
            told.Clear();
            foreach (var block in group) Write(block, report);
            context.Out.Write("\n"u8);
        }
        Put(Summary(report), Paint.None, 0);
        if (report.Proof is { } proof) Put(proof, Paint.None, 0);
        if (shown.FirstOrDefault(static finding => finding.Fixes.Any(static fix => fix.Action is not null)) is { } mendable)
            Say($"Berth can mend some of it: berth {report.Command} --fix {mendable.Fingerprint} shows what it would change, and asks.");
        foreach (var shortfall in report.Shortfalls) Say(shortfall.Remedy is { } remedy ? $"{shortfall.What}: {remedy}" : shortfall.What);
    }

    void Say(string text)
    {
        foreach (var line in Wrap.Lines(Escape.ForTerminal(text), width)) context.Say(line);
    }

    void Write(FindingBlock block, FindingsReport report)
    {
        var finding = block.First;
        Put($"{finding.Severity.Name().ToUpperInvariant()}  {finding.Title}", Colour(finding.Severity), Indent);
        foreach (var one in block.All) Labelled("", Line(one, block), Paint.Dim);
        var label = "seen";
        foreach (var evidence in block.All.SelectMany(static one => one.Evidence))
        {
            if (!told.Add(evidence.Text)) continue;
            Labelled(label, evidence.Text, Paint.None);
            label = "";
        }
        // The next of the same rule stands below: its reader has read why.
        if (explained.Add(finding.Rule)) Labelled("why", finding.Why, Paint.None);
        foreach (var fix in finding.Fixes)
            if (fix.Action is null || told.Add($"{fix.Text} {finding.Endpoint}")) Write(fix, finding, report);
        if (finding.SuppressedBy is { } accepted) Labelled("", $"accepted by {accepted.Who}{(accepted.Until is { } until ? $" until {until:yyyy-MM-dd}" : "")}: {accepted.Reason}", Paint.Dim);
        else if (report.Known.Contains(finding.Fingerprint)) Labelled("", "in the baseline", Paint.Dim);
    }

    void Write(Fix fix, Finding finding, FindingsReport report)
    {
        var mended = fix.Command is null && fix.Action is not null;
        var command = mended ? $"berth {report.Command} --fix {finding.Fingerprint}" : fix.Command;
        var root = fix.NeedsRoot ? " (needs root)" : "";
        Labelled("fix", command is null ? $"{fix.Text}{root}" : $"{fix.Text}{root}: {command}", Paint.None);
        if (fix.Risk is { } risk) Labelled("", $"mind: {risk}", Paint.None);
        if (mended) Labelled("undo", $"berth {report.Command} --undo {finding.Fingerprint}", Paint.None);
        else if (fix.Undo is { } undo) Labelled("undo", undo, Paint.None);
    }

    static string Line(Finding finding, FindingBlock block)
    {
        var place = Place(finding);
        var reach = finding.Reach is { } level ? $"  reach {level}{(finding.ReachProof is { } proof ? $", {proof}" : "")}" : "";
        return $"{finding.Rule}{(place.Length > 0 ? $"  {place}" : "")}{reach}  {finding.Fingerprint}{(block.IsOfSeveral ? $"  {finding.Subject}" : "")}";
    }

    static string Place(Finding finding)
    {
        if (finding.Position is { } position) return $"{position.Path}:{position.Line}:{position.Column}";
        return finding.Endpoint is { } endpoint ? $"{endpoint}{(endpoint.Protocol == Model.Addressing.Protocol.Udp ? "/udp" : "")}" : "";
    }

    static string Summary(FindingsReport report)
    {
        var open = report.New.ToArray();
        var accepted = report.Findings.Count(static finding => finding.SuppressedBy is not null);
        var known = report.Findings.Count - open.Length - accepted;
        var rest = (accepted, known) switch
        {
            (0, 0) => "",
            (0, _) => $"; {known} in the baseline",
            (_, 0) => $"; {accepted} accepted",
            _ => $"; {accepted} accepted, {known} in the baseline",
        };
        if (open.Length == 0) return $"Nothing found{rest}. Looked at {report.Scope}.";
        var counts = open.GroupBy(static finding => finding.Severity).OrderByDescending(static group => group.Key).Select(static group => $"{group.Count()} {group.Key.Name()}");
        return $"{open.Length} {(open.Length == 1 ? "finding" : "findings")}: {string.Join(", ", counts)}{rest}. Looked at {report.Scope}.";
    }

    static Paint Colour(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => Paint.Danger,
        Severity.Medium => Paint.Warning,
        _ => Paint.None,
    };

    // The label stands out to the left, so that the eye finds "fix" down the page.
    void Labelled(string label, string text, Paint paint)
    {
        var first = true;
        foreach (var line in Wrap.Lines(Escape.ForTerminal(text), width is { } room ? room - 2 * Indent - LabelWidth : null))
        {
            context.Out.Fill(' ', 2 * Indent);
            var shown = first ? label : "";
            context.Out.Write(shown).Fill(' ', LabelWidth - shown.Length);
            Line(line, paint);
            first = false;
        }
    }

    void Put(string text, Paint paint, int indent)
    {
        foreach (var line in Wrap.Lines(Escape.ForTerminal(text), width is { } room ? room - indent : null))
        {
            context.Out.Fill(' ', indent);
            Line(line, paint);
        }
    }

    void Line(string text, Paint paint)
    {
        if (context.Terminal.Colour && paint != Paint.None) context.Out.Write(paint.Begin()).Write(text).Write(PaintCodes.End);
        else context.Out.Write(text);
        context.Out.Write("\n"u8);
    }
}
