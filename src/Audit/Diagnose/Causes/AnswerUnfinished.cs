using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The headers come, and the body that they promise does not: browsers wait on, or show half a page.</summary>
sealed class AnswerUnfinished : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Connected is not { } path || patient.LastAnswer is not { Outcome: HttpOutcome.Answered } answer || !IsShort(answer)) return null;
        var who = patient.ListenerAt(path) is { } row ? Say.Upper(Say.Who(row)) : "The server";
        var isCut = answer.End == HttpEnd.Cut;
        return new Diagnosis(
            "answer-unfinished", $"{who} answers {answer.Status} and {(isCut ? "ends the connection before its answer is whole" : "does not send the rest of its answer")}.",
            [$"Of {Promised(answer)}, {Words.Count(answer.BodyBytes, "byte")} came{(isCut ? ", then the connection ended" : $", and nothing more until {Say.Took(answer.Took)} after the request")}."],
            new Fix("Its log may say where it stopped: a handler that does not end its answer, or a Content-Length that is too large, look like this", $"curl -v --max-time 5 {Say.Url(patient, path)}"))
        {
            How = isCut ? How.Observed : How.Inferred,
            Reason = isCut ? null : "a server that takes longer for the rest looks the same",
        };
    }

    // Without a promised length an answer that goes on may be meant: a page that streams.
    static bool IsShort(HttpAttempt answer) => answer.End == HttpEnd.Cut || (answer is { End: HttpEnd.Stalled, BodyPromised: not null });

    static string Promised(HttpAttempt answer) => answer.BodyPromised is { } length ? $"a body of {length} bytes" : "a body without a length";
}
