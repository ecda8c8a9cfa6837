using Berth.Audit.Diagnose.Cases;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>There is room in the queue, so the kernel accepts; the server does not take the connection out of it.</summary>
sealed class NotAccepting : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        foreach (var path in patient.Paths)
        {
            var isSilent = path.IsConnected && 
                (path.Http is { Outcome: HttpOutcome.Silent } || path.Tls is { Outcome: TlsOutcome.Silent } || path.Unasked is { Outcome: UnaskedOutcome.StaysOpen });
            if (!isSilent || patient.ListenerAt(path) is not { } row || patient.After(row) is not { ReceiveQueue: > 0 } after) continue;
            return new Diagnosis(
                "not-accepting", $"{Say.Upper(Say.Who(row))} listens on {Words.Place(row.Socket)} but takes no connection: it is busy with something else, or stuck.",
                [
                    $"The kernel accepted a connection for it; {((path.Http?.Took ?? path.Tls?.Took) is { } took ? $"a request had no answer in {Say.Took(took)}" : "nothing came over it")}.",
                    $"Afterwards {Words.Count((int)after.ReceiveQueue, "connection")} still {(after.ReceiveQueue == 1 ? "waits" : "wait")} in its accept queue.",
                ],
                Hung.Restart(patient, row));
        }
        return null;
    }
}
