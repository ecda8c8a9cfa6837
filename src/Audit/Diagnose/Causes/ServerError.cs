using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>Everything up to the server works; the server itself answers with an error of its own.</summary>
sealed class ServerError : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Connected is not { } path || patient.LastAnswer is not { Outcome: HttpOutcome.Answered, Status: >= 500 } answer) return null;
        var who = patient.ListenerAt(path) is { } row ? Say.Upper(Say.Who(row)) : "The server";
        var isProxy = answer.Status is 502 or 503 or 504;
        return new Diagnosis(
            "server-error", $"{who} answers with its own error {answer.Status}{(isProxy ? ": what stands behind it is not there" : "")}.",
            [$"GET {patient.Target.Path} to {path.At}{(path.Answer(patient.Target) is { Trail: { } trail } ? $" leads {Say.Trail(trail)}, which" : "")} was answered {answer.Status} in {Say.Took(answer.Took)}{(answer.Text.Length == 0 ? "" : $": {Say.Quote(answer.Text)}")}."],
            new Fix(isProxy ? "Look where it forwards to, and whether that runs" : "Its log says why", $"berth explain {patient.Port}"))
        {
            How = isProxy ? How.Inferred : How.Observed,
            Reason = isProxy ? "502, 503 and 504 are what a proxy says of its backend" : null,
        };
    }
}
