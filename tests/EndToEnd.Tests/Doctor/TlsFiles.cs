using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Doctor;

/// <summary>A certificate signed by itself and its key, as PEM files that a server can load.</summary>
sealed record TlsFiles(string Certificate, string Key)
{
    public static TlsFiles Make(TemporaryFolder folder, string name, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(from, to);
        var files = new TlsFiles(folder.At("certificate.pem"), folder.At("key.pem"));
        File.WriteAllText(files.Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    /// <summary>Python that makes `tls`, for `web(..., wrap=tls)`.</summary>
    public string Python => $"""
        import ssl
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain('{Certificate}', '{Key}')
        tls = lambda s: context.wrap_socket(s, server_side=True)

        """;
}
