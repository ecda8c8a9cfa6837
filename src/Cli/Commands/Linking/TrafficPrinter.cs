using System.Text;
using Berth.Api.Messages;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands.Linking;

/// <summary>A line for each thing that happened on a link.</summary>
sealed class TrafficPrinter(CommandContext context)
{
    public void Print(TrafficItem item)
    {
        if (Text(item) is not { } text) return;
        var output = context.Out;
        var time = TimeZoneInfo.ConvertTime(item.At, context.Clock.LocalTimeZone);
        output.Write($"{time:HH:mm:ss.fff}  ");
        var isBad = context.Terminal.Colour && (item.Error is not null || item.Fault is not null);
        if (isBad) output.Write(Paint.Danger.Begin());
        output.Write(Escape.ForTerminal(text));
        if (isBad) output.Write(PaintCodes.End);
        output.Write("\n"u8);
        output.Flush();
    }

    // That a connection was opened is seen by what goes over it, and by its end.
    static string? Text(TrafficItem item) => item.Event switch
    {
        "line" => $"{Who(item)}  {Line(item)}",
        "ended" => $"{Who(item)}  {End(item)}",
        "missed" => $"{item.Missed} lines came faster than they were read, and are left out",
        _ => null,
    };

    // "db #3 psql (pid 4242)"
    static string Who(TrafficItem item) => $"{item.Link} #{item.Connection} {item.Caller}";

    static string Line(TrafficItem item)
    {
        var text = new StringBuilder();
        if (item.Kind == "note") text.Append("- ");
        else if (item.From is { } from) text.Append(from == "client" ? "> " : "< ");
        text.Append(item.Asked);
        if (item.Error is { } error) text.Append($" -> {(item.Answer is { } failed ? failed + ", " : "")}error: {error}");
        else if (item.Answer is { } answer) text.Append($" -> {answer}");
        if (item.Rows is { } rows) text.Append(rows == 1 ? ", 1 row" : $", {rows} rows");
        if (item.TookUs is { } took) text.Append($", {Quantities.RoundTrip(took)}");
        return text.ToString();
    }

    static string End(TrafficItem item)
    {
        var lasted = Quantities.RoundTrip(item.DurationUs ?? 0);
        var (up, down) = (Quantities.Bytes(item.BytesUp ?? 0), Quantities.Bytes(item.BytesDown ?? 0));
        return $"ended after {lasted}, up {up}, down {down}: {Reason(item)}";
    }

    static string Reason(TrafficItem item) => item.Reason switch
    {
        "finished" => "both sides had said all",
        "client-reset" => "the client cut it",
        "service-reset" => "the service cut it",
        "not-reached" => "the service could not be reached",
        "fault" => $"by the fault {item.Fault}",
        "limit" => "the link had too many connections",
        "silent" => "nothing came for too long",
        _ => "the link was switched off, or closed",
    };
}
