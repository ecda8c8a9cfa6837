using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Frameworks;
using Berth.Engine.Serving;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The server refuses the name that it is called by, as dev servers do to keep DNS rebinding out.</summary>
sealed class HostCheck : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Connected?.Http is not { Outcome: HttpOutcome.Answered, AsLocalhost: { Outcome: HttpOutcome.Answered, Status: < 400 } known } refused) return null;
        return new Diagnosis(
            "host-check", $"The server refuses the name {patient.Target.Host}: it serves the same page as localhost.",
            [
                $"With \"Host: {refused.Host}\" it answers {refused.Status}{(refused.Text.Length == 0 ? "" : $": {Say.Quote(refused.Text)}")}.",
                $"With \"Host: {known.Host}\" it answers {known.Status}.",
            ],
            Allow(patient));
    }

    static Fix Allow(Case patient)
    {
        var server = patient.Connected is { } path ? patient.ListenerAt(path)?.Owner.First : null;
        var setting = HostChecks.Setting(server is null ? null : Framework.Of(server), patient.Target.Host);
        return new Fix($"{char.ToUpperInvariant(setting[0])}{setting[1..]}; until then use localhost", Say.Curl(patient, "localhost", patient.Port));
    }
}
