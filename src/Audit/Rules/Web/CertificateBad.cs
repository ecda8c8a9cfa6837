using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Web;

public sealed class CertificateBad : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cert-bad",
        Title = "A certificate that clients refuse",
        Severity = new(Severity.Medium, Severity.Low),
        Sees = "The certificate that a TLS service shows has expired, is not valid yet, has a weak key or an old signature.",
        Why = "Clients refuse it, or people learn to click the warning away.",
        Fix = "Issue it again: 2048 bits of RSA or P-256 at least, SHA-256, the names it is used under.",
    };

    const int ShortestRsa = 2048;

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        foreach (var answer in port.Answers)
            if (answer.Certificate is { } certificate && Fault(certificate, view.Snapshot.TakenAt) is { } fault)
                return new Sighting($"Its certificate {fault}")
                {
                    Confidence = Confidence.Proven,
                    Evidence = [new Evidence("probe", $"{certificate.Subject}, valid from {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}, {certificate.KeyAlgorithm} {certificate.KeyBits}, {certificate.SignatureAlgorithm}")],
                    Fixes = [new("Issue the certificate again and restart the service")],
                };
        return null;
    }

    static string? Fault(Model.Protocols.CertificateFacts certificate, DateTimeOffset now)
    {
        if (certificate.NotAfter < now) return $"expired on {certificate.NotAfter:yyyy-MM-dd}";
        if (certificate.NotBefore > now) return $"is not valid before {certificate.NotBefore:yyyy-MM-dd}";
        if (certificate.KeyAlgorithm.Contains("RSA", StringComparison.OrdinalIgnoreCase) && certificate.KeyBits is > 0 and < ShortestRsa) return $"has a key of {certificate.KeyBits} bits";
        var old = certificate.SignatureAlgorithm.Contains("sha1", StringComparison.OrdinalIgnoreCase) || certificate.SignatureAlgorithm.Contains("md5", StringComparison.OrdinalIgnoreCase);
        return old ? $"is signed with {certificate.SignatureAlgorithm}" : null;
    }
}
