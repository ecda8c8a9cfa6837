using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Listing;
using Berth.Model.Snapshots;
using Berth.Probes.Protocols.Wire;

namespace Berth.Cli.Commands.Listing;

/// <summary>Carries a listing out: read, choose, sort, write.</summary>
sealed class ListingRun(Surroundings around)
{
    public int Run(ListRequest request)
    {
        var plan = ListPlan.Of(request);
        var snapshot = around.Machine().Take(plan.Options);
        var rows = plan.Order.Apply(request.Probe ? Asked(plan, snapshot) : Chosen(plan, snapshot));
        Write(request, plan, snapshot, rows);
        return ExitCode.Done;
    }

    static IReadOnlyList<Row> Chosen(ListPlan plan, Snapshot snapshot)
    {
        var rows = Lister.Rows(snapshot, plan.Kinds);
        if (plan.Filter.IsEverything) return rows;
        return Lister.Matching(rows, plan.Filter.Matches);
    }

    // Only what may match is asked; what it answers then decides.
    List<Row> Asked(ListPlan plan, Snapshot snapshot)
    {
        var rows = new List<Row>();
        foreach (var row in Lister.Rows(snapshot, plan.Kinds))
            if (plan.Filter.MayMatch(row)) rows.Add(row);
        ServiceQuestions.Ask(rows, snapshot, around);
        rows.RemoveAll(row => !plan.Filter.Matches(row));
        return rows;
    }

    void Write(ListRequest request, ListPlan plan, Snapshot snapshot, IReadOnlyList<Row> rows)
    {
        switch (request.Format)
        {
            case Format.Json: JsonRows.WriteDocument(plan.Columns, rows, snapshot, around.Out); return;
            case Format.JsonLines: JsonRows.WriteLines(plan.Columns, rows, around.Out); break;
            case Format.Csv: new CsvRows(around.Out, around.Terminal.IsTerminal).Write(plan.Columns, rows, request.Header); break;
            case Format.Plain: PlainRows.Write(plan.Columns, rows, request.Header, around.Out); break;
            default: WriteTable(request, plan, rows); break;
        }
        foreach (var shortfall in snapshot.Shortfalls) around.Say(ShortfallText.Of(shortfall));
        if (request.Probe && TlsSupport.Shortfall is { } untold) around.Say(ShortfallText.Of(untold));
    }

    void WriteTable(ListRequest request, ListPlan plan, IReadOnlyList<Row> rows)
    {
        if (rows.Count == 0)
        {
            around.Say(plan.Filter.IsEverything ? $"No {Name(plan.Kinds)}." : $"No {Name(plan.Kinds)} match: {Escape.ForTerminal(plan.Filter.ToString())}");
            return;
        }
        var terminal = around.Terminal;
        var table = new Table(plan.Columns, request.NoTruncation ? null : terminal.Width, terminal.Colour, request.Header) { Spare = plan.Spare, WithoutEmpty = plan.IsUsual };
        var told = table.Write(rows, around.Out);
        if (told.LeftOut.Count > 0) around.Say($"Not shown: {string.Join(", ", told.LeftOut.Select(static field => field.Name))}. The terminal is too narrow: --no-trunc shows them.");
        if (terminal.IsTerminal && Marks.Legend(told.Inferred, told.Hidden) is { } legend) around.Say(legend);
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
