using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>An outgoing connection uses the port as its own end: no server can bind it meanwhile, not even with SO_REUSEADDR.</summary>
sealed class HeldByClient : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (!patient.IsNobodyThere || patient.Listeners.Count != 0 || patient.Subject.Calling is not [var calling, ..]) return null;
        var who = Words.Holder(calling.Client!.Owner, calling.Client).Text;
        List<string> proof = [$"{calling.ClientEnd} is the client's end of a connection to {calling.ServerEnd}.", Say.NobodyListens(patient), Say.Attempt(patient.Paths[0])];
        if (patient.IsHandedOut) proof.Add($"The system hands out {patient.Host.EphemeralPorts.Value} by itself, and {patient.Port} is among them.");
        return new Diagnosis(
            "held-by-client", $"{Say.Upper(who)} uses port {patient.Port} for an outgoing connection: no server can listen on it.", proof,
            patient.IsHandedOut
                ? new Fix("Keep the port out of automatic choice, and end that connection", PortReservation.Command(patient), PortReservation.Undo(patient), NeedsRoot: true)
                : new Fix("End that connection, then start the server", $"berth explain {patient.Port}"));
    }
}
