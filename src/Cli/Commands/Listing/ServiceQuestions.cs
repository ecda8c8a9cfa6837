using Berth.Engine.Listing;
using Berth.Model;
using Berth.Probes.Protocols;

namespace Berth.Cli.Commands.Listing;

/// <summary>Asks the listeners of a listing what they speak, all at once.</summary>
static class ServiceQuestions
{
    /// <summary>What tells which listeners must be left alone.</summary>
    public const ProcessDetail Needs = ProcessDetail.Arguments | ProcessDetail.Executable;

    public static void Ask(IReadOnlyList<Row> rows, Snapshot snapshot)
    {
        var asked = new List<Row>();
        var targets = new List<ProbeTarget>();
        var neighbours = ProbeTarget.Neighbours(snapshot);
        foreach (var row in rows)
        {
            if (row.Kind != RowKind.Listener) continue;
            SocketRecord[] others = [.. neighbours[row.Socket.LocalPort]];
            if (ProbeTarget.Of(row.Socket, snapshot.Host, others) is { } target)
            {
                asked.Add(row);
                targets.Add(target);
            }
            else row.Speech = new Speech(null, ProbeTarget.WhyNot(row.Socket, snapshot.Host, others));
        }
        var facts = ProtocolProber.AskAsync(targets, new ProbeOptions(), CancellationToken.None).GetAwaiter().GetResult();
        for (var i = 0; i < asked.Count; i++) asked[i].Speech = new Speech(facts[i], null);
    }
}
