using System.Globalization;
using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Protocols;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>TLS works and the certificate does not: out of date, for another name, or from an issuer that nobody here trusts.</summary>
sealed class BadCertificate : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Target.Scheme is not (null or "https" or "wss")) return null;
        if (patient.Connected?.Tls is not { IsDone: true, Certificate: { } certificate } tls) return null;
        var now = patient.Facts.Snapshot.TakenAt;
        if (now > certificate.NotAfter) return Of(patient, certificate, "certificate-expired", $"The certificate of port {patient.Port} expired {Ago(now - certificate.NotAfter)} ago.", Renewed(patient));
        if (now < certificate.NotBefore) return Of(patient, certificate, "certificate-not-yet", $"The certificate of port {patient.Port} holds only from {Day(certificate.NotBefore)} on: it, or this machine's clock, is wrong.", new Fix("Compare the clock", "timedatectl"));
        if (!tls.NameMatches) return Of(patient, certificate, "certificate-name", $"The certificate of port {patient.Port} is not for {patient.Target.Host}.", Renewed(patient));
        if (tls.IsTrusted) return null;
        return Of(
            patient, certificate, "certificate-untrusted",
            certificate.IsSelfSigned ? $"The certificate of port {patient.Port} is signed by itself: clients refuse it." : $"The certificate of port {patient.Port} comes from an issuer that this system does not trust.",
            new Fix(
                $"Make one from a local authority that the system trusts, and let the server use {Files}", $"mkcert -install && {Command(patient)}", "mkcert -uninstall",
                NeedsRoot: true, Risk: "whoever has that authority's key can pose as any site"));
    }

    static Diagnosis Of(Case patient, CertificateFacts certificate, string id, string sentence, Fix fix) => new(
        id, sentence,
        [
            $"{patient.Connected!.At} shows {certificate.Subject}, for {(certificate.Names.Count == 0 ? "no name" : Words.Join(certificate.Names.Take(6)))}.",
            $"It holds from {Day(certificate.NotBefore)} to {Day(certificate.NotAfter)}; its issuer is {(certificate.IsSelfSigned ? "itself" : certificate.Issuer)}.",
        ],
        fix);

    const string Files = "its files: cert.pem and key.pem";

    static Fix Renewed(Case patient) => new($"Make a new one for this name, and restart the server with {Files}", Command(patient));

    static string Command(Case patient)
    {
        var names = ((string[])[patient.Target.Host, "localhost", "127.0.0.1", "::1"]).Distinct().Select(NextSteps.Argument);
        return $"mkcert -cert-file cert.pem -key-file key.pem {string.Join(' ', names)}";
    }

    static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Ago(TimeSpan span) => span.TotalDays >= 2 ? $"{(int)span.TotalDays} days" : Words.Span(span);
}
