using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Berth.Model.Protocols;

namespace Berth.Probes.Asking.Wire;

/// <summary>A certificate's facts, from its bytes; nothing is checked against any trust.</summary>
static class CertificateReader
{
    const int MostNames = 50;

    /// <summary>Null when the bytes are no certificate.</summary>
    public static CertificateFacts? Read(byte[]? der)
    {
        if (der is null or []) return null;
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            var (algorithm, bits) = Key(certificate);
            return new CertificateFacts(
                certificate.Subject, certificate.Issuer, new DateTimeOffset(certificate.NotBefore).ToUniversalTime(), new DateTimeOffset(certificate.NotAfter).ToUniversalTime(),
                Names(certificate), certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData),
                algorithm, bits, certificate.SignatureAlgorithm.FriendlyName ?? certificate.SignatureAlgorithm.Value ?? "", Convert.ToHexStringLower(SHA256.HashData(der)));
        }
        catch (CryptographicException)
        {
            return null;
        }
        catch (ArgumentException) // dates and names that the reader cannot express
        {
            return null;
        }
    }

    static (string Algorithm, int Bits) Key(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null) return ("RSA", rsa.KeySize);
        using var curve = certificate.GetECDsaPublicKey();
        if (curve is not null) return ("ECDSA", curve.KeySize);
        return (certificate.PublicKey.Oid.FriendlyName ?? certificate.GetKeyAlgorithm(), 0);
    }

    static string[] Names(X509Certificate2 certificate)
    {
        var names = new List<string>();
        foreach (var extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            names.AddRange(extension.EnumerateDnsNames());
            foreach (var address in extension.EnumerateIPAddresses()) names.Add(address.ToString());
        }
        return [.. names.Take(MostNames)];
    }
}
