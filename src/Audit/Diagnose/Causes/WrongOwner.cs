using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>Another project's server answers, and this folder's own had to take a neighbouring port.</summary>
sealed class WrongOwner : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Connected is not { } path || patient.ListenerAt(path) is not { } row) return null;
        if (row.Owner.First?.Project.Value is not { } theirs) return null;
        if (Neighbours.OfProject(patient.Subject) is not { } mine || mine.Owner.First!.Project.Value!.Root == theirs.Root) return null;
        var distance = mine.Socket.LocalPort.Number - patient.Port.Number;
        if (distance is <= 0 or > 10) return null;
        return new Diagnosis(
            "wrong-owner", $"{Say.Upper(Say.Who(row))} answers on port {patient.Port}; this folder's {Say.Who(mine)} is on {mine.Socket.LocalPort}.",
            [Say.Listens(row), Say.Listens(mine), $"The one runs in {theirs.Root}, the other in {mine.Owner.First.Project.Value.Root}."],
            new Fix("Use its port", Say.Curl(patient, patient.Target.HostInUrl, mine.Socket.LocalPort)))
        {
            How = How.Inferred,
            Reason = "that you mean the server of the folder you are in is a guess",
        };
    }
}
