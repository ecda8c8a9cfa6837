using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The server speaks TLS and ends the handshake: a version, a cipher, a name that it does not serve, a certificate that it wants.</summary>
sealed class TlsRefused : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Connected is not { Tls: { Outcome: TlsOutcome.Refused } tls } path) return null;
        return new Diagnosis(
            "tls-refused", $"The server on port {patient.Port} speaks TLS and refuses the handshake for {patient.Target.Host}.",
            [$"The handshake with {path.At} ended: {Say.Quote(tls.Problem ?? "an alert")}."],
            new Fix("See which version, name or client certificate it wants", $"openssl s_client -connect {path.At} -servername {patient.Target.Host}"));
    }
}
