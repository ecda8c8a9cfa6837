using Berth.Engine.Listing;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Asking;

namespace Berth.Workbench.Looking;

/// <summary>Asks the listeners of a listing what they speak, all at once.</summary>
static class ServiceQuestions
{
    /// <summary>What tells which listeners must be left alone.</summary>
    public const ProcessDetail Needs = ProcessDetail.Arguments | ProcessDetail.Executable;

    public static void Ask(IReadOnlyList<Row> rows, Snapshot snapshot, WorkbenchContext context)
    {
        var byTarget = new Dictionary<ProbeTarget, Row>(ReferenceEqualityComparer.Instance);
        var neighbours = ProbeTarget.Neighbours(snapshot);
        foreach (var row in rows)
        {
            if (row.Kind != RowKind.Listener) continue;
            SocketRecord[] others = row.Socket.LocalAddress.IsWildcard ? [.. neighbours[row.Socket.LocalPort]] : [];
            if (ProbeTarget.Of(row.Socket, snapshot.Host, others) is { } target)
                byTarget.Add(target, row);
            else row.Speech = new Speech(null, ProbeTarget.WhyNot(row.Socket, snapshot.Host, others));
        }
        var (asked, _) = ProbeShare.Of([.. byTarget.Keys]);
        // The machine is read: nothing needs root's rights any more.
        context.LayDownRights(true);
        var facts = ProtocolProber.AskAsync(asked, new ProbeOptions(), CancellationToken.None).GetAwaiter().GetResult();
        for (var i = 0; i < asked.Count; i++) byTarget[asked[i]].Speech = new Speech(facts[i], null);
        foreach (var row in byTarget.Values) row.Speech ??= new Speech(null, ProbeShare.Reason);
    }
}
