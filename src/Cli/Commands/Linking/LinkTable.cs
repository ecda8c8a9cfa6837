using Berth.Api.Messages;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands.Linking;

/// <summary>`berth link ls`: aligned columns; below them why one takes no connections.</summary>
sealed class LinkTable(CommandContext context)
{
    static readonly string[] headings = ["NAME", "LISTENS", "LEADS TO", "STATE", "OPEN", "UP", "DOWN", "FAULTS"];

    public void Write(IReadOnlyList<LinkItem> links)
    {
        List<string[]> rows = [headings, .. links.Select(Cells)];
        var widths = new int[headings.Length];
        foreach (var row in rows)
            for (var i = 0; i < row.Length; i++) widths[i] = Math.Max(widths[i], TextWidth.Of(row[i]));
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                context.Out.Write(row[i]);
                if (i < row.Length - 1) context.Out.Fill(' ', widths[i] - TextWidth.Of(row[i]) + 2);
            }
            context.Out.Write("\n"u8);
        }
        foreach (var link in links)
            if (LinkTalk.Problem(link) is { } problem) context.Say(problem);
    }

    static string[] Cells(LinkItem link) =>
    [
        Escape.ForTerminal(link.Name),
        Escape.ForTerminal(link.Listen),
        Escape.ForTerminal(link.To),
        LinkTalk.State(link),
        $"{link.Connections}",
        Quantities.Bytes(link.BytesUp),
        Quantities.Bytes(link.BytesDown),
        link.Faults.Count == 0 ? "-" : string.Join("; ", link.Faults.Select(static fault => Escape.ForTerminal(fault.Text))),
    ];
}
