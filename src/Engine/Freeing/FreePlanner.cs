using Berth.Engine.Listing;
using Berth.Model;

namespace Berth.Engine.Freeing;

/// <summary>
/// Decides how to free what the rows hold. Identity is pid and start time, only what was observed is acted on, and a socket
/// with several holders is freed whole or not at all: ending some of them would cost and free nothing.
/// </summary>
public static class FreePlanner
{
    public static FreePlan Plan(Snapshot snapshot, IReadOnlyList<Row> rows, FreeOptions options)
    {
        var judge = new HolderJudge(snapshot, options);
        var draft = new PlanDraft(snapshot, options);
        foreach (var row in rows)
        {
            if (RowRefusal.Of(row, snapshot) is { } refusal) draft.Refuse(refusal);
            else if (row.Owner.Processes.Count == 0 || row.Owner.How == How.Inferred) draft.StopMaker(row);
            else PlanHolders(row, judge, draft);
        }
        return draft.Finish();
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
        foreach (var master in masters) draft.End(row, master);
    }
}
