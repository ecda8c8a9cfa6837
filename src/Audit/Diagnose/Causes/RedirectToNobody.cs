using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The server answers, and sends its clients to a place on this machine where nobody does.</summary>
sealed class RedirectToNobody : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Connected is not { } path || path.Answer(patient.Target) is not { Trail: { Steps: [.., var last] } trail } first) return null;
        var isDead = trail.End == RedirectEnd.NobodyThere || last.Answer is { Outcome: HttpOutcome.Closed or HttpOutcome.NotHttp or HttpOutcome.SpeaksTls };
        if (!isDead) return null;
        var who = patient.ListenerAt(path) is { } row ? Say.Upper(Say.Who(row)) : "The server";
        var silence = last.Answer is null ? "nobody listens" : "nobody answers as such a URL wants";
        return new Diagnosis(
            "redirect-to-nobody", $"{who} redirects to {last.Url}, where {silence}.",
            [$"GET {patient.Target.Path} is answered {first.Status} and leads {Say.Trail(trail)}."],
            new Fix("Start what it leads to, or correct the address in its settings", $"berth doctor {NextSteps.Argument(last.Url)}"));
    }
}
