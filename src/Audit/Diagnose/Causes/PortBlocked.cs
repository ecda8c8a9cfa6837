using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Ports;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>A port that no browser opens, whatever listens there.</summary>
sealed class PortBlocked : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        var target = patient.Target;
        if (!target.MaySpeakHttp || patient.IsRemote || !BlockedPorts.Contains(patient.Port)) return null;
        var answer = patient.Connected?.Answer(target) is { Outcome: HttpOutcome.Answered } answered ? answered : null;
        // A bare port is a web server's only where one answers.
        if (target.Scheme is null && answer is null) return null;
        List<string> proof = [$"Port {patient.Port} is one of the Fetch standard's bad ports: Chrome says ERR_UNSAFE_PORT, Firefox that the address is restricted."];
        if (answer is not null) proof.Add($"A request by another program is answered {answer.Status}.");
        return new Diagnosis(
            "port-blocked", $"Browsers refuse to open port {patient.Port}, whatever listens there; other programs get through.", proof,
            new Fix("Let the server listen on another port; this prints a free one", "berth next"))
        {
            How = target.Scheme is null ? How.Inferred : How.Observed,
            Reason = target.Scheme is null ? "that a browser is meant to open it is assumed" : null,
        };
    }
}
