using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The answer redirects to where it was asked for, or round in a circle: no client ever gets a page.</summary>
sealed class RedirectCircle : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Connected is not { } path || path.Answer(patient.Target) is not { Trail: { End: RedirectEnd.Circle } trail } first) return null;
        var who = patient.ListenerAt(path) is { } row ? Say.Upper(Say.Who(row)) : "The server";
        return new Diagnosis(
            "redirect-circle", $"{who} redirects in a circle: browsers say that it redirected too many times.",
            [$"GET {patient.Target.Path} is answered {first.Status} and leads {Say.Trail(trail)}."],
            new Fix(
                "Compare the address in its settings (base URL, public URL, forced https) with the one that it is called by",
                $"curl -sSL --max-redirs 5 -o /dev/null -D - {Say.Url(patient, path)}"));
    }
}
