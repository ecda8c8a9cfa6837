using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Listing;
using Berth.Model.Snapshots;
using Berth.Workbench.Json;
using Berth.Workbench.Looking;

namespace Berth.Cli.Commands.Listing;

/// <summary>Carries a listing out: has it read, chosen and sorted, and writes it.</summary>
sealed class ListingRun(CommandContext context)
{
    public int Run(ListRequest request)
    {
        var plan = ListPlan.Of(request);
        Write(request, plan, new ListSockets(context.ForWorkbench()).Take(plan.Question));
        return ExitCode.Done;
    }

    void Write(ListRequest request, ListPlan plan, Listed listed)
    {
        var (columns, rows) = (plan.Question.Fields, listed.Rows);
        switch (request.Format)
        {
            case Format.Json: JsonRows.WriteDocument(columns, rows, listed.Snapshot, context.Out); return;
            case Format.JsonLines: JsonRows.WriteLines(columns, rows, context.Out); break;
            case Format.Csv: new CsvRows(context.Out, context.Terminal.IsTerminal).Write(columns, rows, request.Header); break;
            case Format.Plain: PlainRows.Write(columns, rows, request.Header, context.Out); break;
            default: WriteTable(request, plan, rows); break;
        }
        foreach (var shortfall in listed.Shortfalls) context.Say(ShortfallText.Of(shortfall));
    }

    void WriteTable(ListRequest request, ListPlan plan, IReadOnlyList<Row> rows)
    {
        if (rows.Count == 0)
        {
            context.Say(plan.Question.Filter.IsEverything ? $"No {Name(plan.Question.Kinds)}." : $"No {Name(plan.Question.Kinds)} match: {Escape.ForTerminal(plan.Question.Filter.ToString())}");
            return;
        }
        var terminal = context.Terminal;
        var table = new Table(plan.Question.Fields, request.NoTruncation ? null : terminal.Width, terminal.Colour, request.Header) { Spare = plan.Spare, WithoutEmpty = plan.IsUsual };
        var told = table.Write(rows, context.Out);
        if (told.LeftOut.Count > 0) context.Say($"Not shown: {string.Join(", ", told.LeftOut.Select(static field => field.Name))}. The terminal is too narrow: --no-trunc shows them.");
        if (terminal.IsTerminal && Marks.Legend(told.Inferred, told.Hidden) is { } legend) context.Say(legend);
    }

    static string Name(SocketKinds kinds) => kinds switch
    {
        SocketKinds.Listeners => "listeners",
        SocketKinds.Connections => "connections",
        SocketKinds.Bound => "bound ports",
        SocketKinds.Unix => "unix sockets",
        _ => "sockets",
    };
}
