using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Snapshots;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>No listener's accept queue is full.</summary>
sealed class HungCheck : ICheck
{
    const int MostTold = 5;

    public string Name => "queues";

    public Diagnosis? Judge(MachineFacts facts)
    {
        var hung = Listeners(facts).Where(static row => row.Socket.IsHung).ToList();
        if (hung is not [var first, ..]) return null;
        var more = hung.Count == 1 ? "" : $", and {Words.Count(hung.Count - 1, "other")} {(hung.Count == 2 ? "does" : "do")} the same";
        return new Diagnosis(
            "hung", $"{Say.Upper(Say.Who(first))} listens on {Words.Place(first.Socket)} but does not accept{more}.",
            [.. hung.Take(MostTold).Select(static row => $"{Words.Place(row.Socket)}: {row.Socket.ReceiveQueue} connections wait, and the backlog is {row.Socket.SendQueue}.")],
            new Fix("End it and start it again; its log may say what it waits for", $"berth free {first.Socket.LocalPort}", Risk: "what it was doing is lost"));
    }

    public string Seen(MachineFacts facts) => $"{Words.Count(Listeners(facts).Count(), "TCP listener")}, none of them with a full queue";

    public static IEnumerable<Row> Listeners(MachineFacts facts) =>
        Lister.Rows(facts.Snapshot, SocketKinds.Listeners).Where(static row => row.Socket.Protocol == Protocol.Tcp);
}
