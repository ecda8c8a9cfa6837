using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>A program took the port and never listened: connections are refused, and no other server can have it.</summary>
sealed class BoundNotListening : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (!patient.IsNobodyThere || patient.Listeners.Count != 0 || patient.Subject.Bound is not [var row, ..]) return null;
        return new Diagnosis(
            "bound-not-listening", $"{Say.Upper(Say.Who(row))} has taken port {patient.Port} and does not listen on it.",
            [$"Its socket is bound to {row.Socket.Local} without listening.", Say.Attempt(patient.Paths[0])],
            new Fix("End it, then start the server; if it is the server, it has not come up yet", $"berth free {patient.Port}"));
    }
}
