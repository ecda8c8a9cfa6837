using Berth.Engine.Listing;
using Berth.Model.Snapshots;
using Berth.Probes.Asking.Wire;
using Berth.Probes.Machines;

namespace Berth.Workbench.Looking;

/// <summary>Lists sockets: reads, chooses, sorts.</summary>
public sealed class ListSockets(WorkbenchContext context)
{
    /// <exception cref="InventoryUnavailableException">The machine cannot be read.</exception>
    public Listed Take(ListQuestion question)
    {
        var snapshot = context.Machine.Take(question.Reading);
        var rows = question.Order.Apply(question.Probe ? Asked(question, snapshot) : Chosen(question, snapshot));
        var shortfalls = question.Probe && TlsSupport.Shortfall is { } untold ? [.. snapshot.Shortfalls, untold] : snapshot.Shortfalls;
        return new Listed(snapshot, rows, shortfalls);
    }

    static IReadOnlyList<Row> Chosen(ListQuestion question, Snapshot snapshot)
    {
        var rows = Lister.Rows(snapshot, question.Kinds);
        return question.Filter.IsEverything ? rows : Lister.Matching(rows, question.Filter.Matches);
    }

    // Only what may match is asked; what it answers then decides.
    List<Row> Asked(ListQuestion question, Snapshot snapshot)
    {
        var rows = new List<Row>();
        foreach (var row in Lister.Rows(snapshot, question.Kinds))
            if (question.Filter.MayMatch(row)) rows.Add(row);
        ServiceQuestions.Ask(rows, snapshot, context);
        rows.RemoveAll(row => !question.Filter.Matches(row));
        return rows;
    }
}
