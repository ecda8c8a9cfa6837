using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>Somebody listens on the port, on another address of this machine.</summary>
sealed class BoundElsewhere : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (!patient.IsNobodyThere || patient.Listeners is not [var row, ..]) return null;
        return new Diagnosis(
            "bound-elsewhere", $"{Say.Upper(Say.Who(row))} listens on {Words.Place(row.Socket)} only, not on {patient.Target.Host}.",
            [Say.Attempt(patient.Paths[0]), Say.ListensOn(patient.Listeners)],
            new Fix("Use the address that it listens on, or let it listen on localhost", Say.Curl(patient, row.Socket.LocalAddress.Unmapped)));
    }
}
