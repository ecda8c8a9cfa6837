using Berth.Engine.Diagnose.Cases;
using Berth.Engine.Explain;
using Berth.Engine.Findings;
using Berth.Model;

namespace Berth.Engine.Diagnose.Causes;

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
            return new Diagnosis(
                "hung", $"{Say.Upper(Say.Who(row))} listens on {Words.Place(row.Socket)} but does not accept: its queue is full.",
                [$"{queue.ReceiveQueue} connections wait to be accepted, and its backlog is {queue.SendQueue}.", Say.Attempt(path)],
                Restart(patient));
        }
        return null;
    }

    /// <summary>A server that is stuck tells nobody why: its own log may, and a new start helps.</summary>
    public static Fix Restart(Case patient) => new("End it and start it again; its log may say what it waits for", $"berth free {patient.Port}", Risk: "what it was doing is lost");
}
