using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>https:// to a port that speaks plain HTTP.</summary>
sealed class PlainNotTls : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (!patient.Target.IsTls || patient.Connected is not { Tls: { IsDone: false } tls, Http: { Outcome: HttpOutcome.Answered } plain } path) return null;
        return new Diagnosis(
            "plain-not-tls", $"Port {patient.Port} speaks plain HTTP, and {patient.Target.Scheme}:// asks for TLS.",
            [$"A TLS handshake with {path.At} failed: {tls.Problem}.", $"A plain request to {path.At} was answered {plain.Status} in {Say.Took(plain.Took)}."],
            new Fix("Use http://, or switch TLS on in the server", Say.Curl(patient, patient.Target.HostInUrl, patient.Port, "http")));
    }
}
