using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>http:// to a port that speaks TLS.</summary>
sealed class TlsNotPlain : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Target.Scheme is not ("http" or "ws") || patient.Connected is not { Tls.IsDone: true, Http: { } plain } path) return null;
        if (plain is { Outcome: HttpOutcome.Answered, Status: not 400 }) return null;
        var scheme = $"{patient.Target.Scheme}s";
        var got = plain switch
        {
            { Outcome: HttpOutcome.SpeaksTls } => "was answered with a TLS alert",
            { Outcome: HttpOutcome.Answered } => $"was answered {plain.Status}{(plain.Text.Length == 0 ? "" : $": {Say.Quote(plain.Text)}")}",
            { Outcome: HttpOutcome.Silent } => "was not answered",
            _ => "ended the connection",
        };
        return new Diagnosis(
            "tls-not-plain", $"Port {patient.Port} speaks TLS, and {patient.Target.Scheme}:// sends plain text.",
            [$"A plain request to {path.At} {got}.", $"A TLS handshake succeeded in {Say.Took(path.Tls!.Took)}."],
            new Fix($"Use {scheme}://", Say.Curl(patient, patient.Target.HostInUrl, patient.Port, "https")));
    }
}
