using Berth.Engine.Listing;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Snapshots;

namespace Berth.Engine.Freeing;

/// <summary>
/// Decides how to free what the rows hold. Identity is pid and start time, only what was observed is acted on, and a socket
/// with several holders is freed whole or not at all: ending some of them would cost and free nothing.
/// </summary>
public static class FreePlanner
{
    public static FreePlan Plan(Snapshot snapshot, IReadOnlyList<Row> rows, FreeOptions options) =>
        Plan(snapshot, Choice.Of(rows, static _ => true), options);

    public static FreePlan Plan(Snapshot snapshot, IReadOnlyList<Chosen> chosen, FreeOptions options)
    {
        var judge = new HolderJudge(snapshot, options);
        var draft = new PlanDraft(snapshot, options);
        var workloads = new Workloads(snapshot, options.OwnPid);
        foreach (var (row, holders) in chosen)
        {
            // Beside a server, its lease is no second thing to free: it stays, and that is said.
            if (row.Socket.Kept is { } kept && chosen.Any(other => other.Row.Socket.Kept is null && other.Row.Socket.LocalPort == row.Socket.LocalPort))
                draft.Warn($"Port {row.Socket.LocalPort} stays {kept.Clause}.");
            else if (RowRefusal.Of(row, snapshot, workloads) is { } refusal) draft.Refuse(refusal);
            else if (row.Owner.Processes.Count == 0 || row.Owner.How == How.Inferred) draft.StopMaker(row);
            else if (Kept(row, holders) is { } others) draft.Refuse(others);
            else PlanHolders(row, judge, draft);
        }
        return draft.Finish();
    }

    // Ending some of the holders of one socket would cost and free nothing. A worker that was not named ends with its parent.
    static FreeRefusal? Kept(Row row, IReadOnlyList<ProcessFacts> named)
    {
        if (named.Count == row.Owner.Processes.Count) return null;
        var kept = Masters.Of(row.Owner.Processes).Where(master => !named.Contains(master)).ToArray();
        if (kept.Length == 0) return null;
        var others = string.Join(" and ", kept.Select(static other => $"{other.Name} (pid {other.Pid})"));
        return new FreeRefusal(RefusalKind.Shared, row.Socket,
            $"{Place.Of(row.Socket)} is held by {others} too: ending {named[0].Name} (pid {named[0].Pid}) alone frees nothing.",
            $"berth free {Place.Argument(row.Socket)}");
    }

    static void PlanHolders(Row row, HolderJudge judge, PlanDraft draft)
    {
        var masters = Masters.Of(row.Owner.Processes);
        var refused = false;
        foreach (var master in masters)
        {
            if (judge.Refuse(row, master) is not { } refusal) continue;
            draft.Refuse(refusal);
            refused = true;
        }
        if (refused) return;
        if (row.Owner is { How: How.Observed, Reason: { } part }) draft.Warn($"{Place.Of(row.Socket)} may be held by others too: {part}.");
        foreach (var master in masters) draft.End(row, master);
    }
}
