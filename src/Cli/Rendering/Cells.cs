using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Protocols;
using Berth.Model.Sockets;

namespace Berth.Cli.Rendering;

/// <summary>A row's facts as people read them.</summary>
static class Cells
{
    /// <summary>Of several holders the first one's value, with "+2" for as many others that differ.</summary>
    public static Cell Of(Field field, Row row)
    {
        var value = field.Of(row);
        var text = Escape.ForTerminal(People(field.Type, value));
        var others = field.OfHolder is null ? 0 : Others(field, row, value);
        if (others > 0) text = $"{text} +{others}";
        if (Remark(field, row, value) is { } remark) text = text.Length == 0 ? remark : $"{text} {remark}";
        var how = field.Type == FieldType.Reach && IsUncertain(field, row) ? How.Hidden : value.How;
        return new Cell(Marks.Mark(text, how), how, PaintOf(field, value));
    }

    // "lan?": it may be that, nobody can tell.
    static bool IsUncertain(Field field, Row row) => row.Reach is { } reach && field.Name switch
    {
        "reach_v4" => reach.V4Verdict,
        "reach_v6" => reach.V6Verdict,
        _ => reach.Verdict,
    } == PathVerdict.Unknown;

    // What other fields say apart, and a glance needs here.
    static string? Remark(Field field, Row row, FieldValue value) => field.Name switch
    {
        "address" => JoinedOrNull(Families(row.Socket), row.SocketCount > 1 ? $"x{row.SocketCount}" : null),
        // Closed, or not accepted yet: no process has it, and that is not a blank.
        "owner" when value is { IsNone: true, How: How.Observed, Reason: not null } => "(kernel)",
        "owner" when row.Socket.IsHung => "(hung)",
        "speaks" when row.Speech is { Facts: { } facts } speech => speech.Surprise(row.Socket.LocalPort) is not null ? "(unusual)" : Wordless(facts.Outcome),
        _ => null,
    };

    static string? Wordless(ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.Silent => "(silent)",
        ProbeOutcome.Closed => "(closed)",
        ProbeOutcome.Unreachable => "(unreachable)",
        ProbeOutcome.Unrecognised => "(unknown)",
        _ => null,
    };

    static string? Families(SocketRecord socket) => socket is { LocalAddress: { Family: InetFamily.V6, IsWildcard: true }, V6Only: { } only } && !socket.Protocol.IsUnix()
        ? only ? "IPv6 only" : "IPv4+IPv6"
        : null;

    static string? JoinedOrNull(string? one, string? other) => one is null ? other : other is null ? one : $"{one} {other}";

    /// <summary>The exact value in few letters: numbers bare, flags true or false.</summary>
    public static string Exact(FieldValue value) => value.Kind switch
    {
        FieldValueKind.Text => value.Text!,
        FieldValueKind.Number => value.Number.ToString(),
        FieldValueKind.Flag => value.Number != 0 ? "true" : "false",
        _ => "",
    };

    static string People(FieldType type, FieldValue value) => (type, value.Kind) switch
    {
        (_, FieldValueKind.Flag) => value.Number != 0 ? "yes" : "no",
        (FieldType.Duration, FieldValueKind.Number) => Quantities.Duration(value.Number),
        (FieldType.RoundTrip, FieldValueKind.Number) => Quantities.RoundTrip(value.Number),
        (FieldType.Bytes, FieldValueKind.Number) => Quantities.Bytes(value.Number),
        _ => Exact(value),
    };

    static int Others(Field field, Row row, FieldValue first)
    {
        if (row.Owner.Processes.Count < 2) return 0;
        var seen = new HashSet<(long, string?)> { (first.Number, first.Text) };
        foreach (var holder in row.Owner.Processes)
        {
            var value = field.OfHolder!(holder);
            if (!value.IsNone) seen.Add((value.Number, value.Text));
        }
        return seen.Count - 1;
    }

    static Paint PaintOf(Field field, FieldValue value) => field.Type switch
    {
        _ when value.How is How.Hidden or How.Unread => Paint.Dim,
        FieldType.Reach when value.Number >= (long)ReachLevel.Internet => Paint.Danger,
        FieldType.Reach when value.Number >= (long)ReachLevel.Lan => Paint.Warning,
        FieldType.Port => Paint.Bold,
        _ => Paint.None,
    };
}
