using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using Berth.Model;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>What a certificate says of itself.</summary>
[SupportedOSPlatform("linux")]
static class CertificateReader
{
    const int MostNames = 100;

    public static CertificateFacts Read(X509Certificate2 certificate) => new(
        certificate.Subject, certificate.Issuer, certificate.NotBefore, certificate.NotAfter, [.. Names(certificate).Take(MostNames)],
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData),
        certificate.PublicKey.Oid.FriendlyName ?? certificate.PublicKey.Oid.Value ?? "", KeyBits(certificate),
        certificate.SignatureAlgorithm.FriendlyName ?? certificate.SignatureAlgorithm.Value ?? "", certificate.Thumbprint);

    static IEnumerable<string> Names(X509Certificate2 certificate)
    {
        foreach (var extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            foreach (var name in extension.EnumerateDnsNames()) yield return name;
            foreach (var address in extension.EnumerateIPAddresses()) yield return address.ToString();
        }
    }

    static int KeyBits(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null) return rsa.KeySize;
        using var curve = certificate.GetECDsaPublicKey();
        return curve?.KeySize ?? 0;
    }
}
