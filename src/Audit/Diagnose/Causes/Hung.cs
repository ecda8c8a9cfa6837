using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Engine.Listing;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The accept queue is full: the server does not accept, and the kernel drops what comes.</summary>
sealed class Hung : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        foreach (var path in patient.Facts.Attempts)
        {
            if (patient.ListenerAt(path) is not { } row) continue;
            // It may have filled up since.
            var queue = row.Socket.IsHung ? row.Socket : path.Outcome == ConnectOutcome.TimedOut ? patient.After(row) : null;
            if (queue is not { IsHung: true }) continue;
            var who = Words.Holder(row.Socket.Owner, row.Socket).Text;
            return new Diagnosis(
                "hung", $"{Say.Upper(who)} listens on {Words.Place(row.Socket)} but does not accept: its queue is full.",
                [$"{queue.ReceiveQueue} connections wait to be accepted, and its backlog is {queue.SendQueue}.", .. Share(row), Say.Attempt(path)],
                Restart(patient, row));
        }
        return null;
    }

    static string[] Share(Row row) => row.SocketCount == 1 ? []
        : [$"{row.SocketCount} sockets share {Words.Place(row.Socket)} (SO_REUSEPORT): a connection that the kernel gives to this one fails, the others work."];

    /// <summary>A server that is stuck tells nobody why: its own log may, and a new start helps.</summary>
    public static Fix Restart(Case patient, Row row) => new("End it and start it again; its log may say what it waits for", Command(patient, row), Risk: "what it was doing is lost");

    // Of several that share the port only the one that is stuck.
    static string Command(Case patient, Row row) => row.SocketCount > 1 && row.Socket.Owner is { How: How.Observed, Processes: [var only] }
        ? $"berth free {patient.Port} pid:{only.Pid}"
        : $"berth free {patient.Port}";
}
