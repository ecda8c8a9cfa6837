using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Berth.Linux.Files;
using Berth.Model.Machine;
using Berth.Probes.Asking.Wire;

namespace Berth.Probes.Linux.Readings;

/// <summary>Certificate authorities that development tools keep in their usual places.</summary>
[SupportedOSPlatform("linux")]
sealed class LocalRootReader(string root, string? home)
{
    const int MostBytes = 1024 * 1024;
    const string NameConstraints = "2.5.29.30"; // RFC 5280, section 4.2.1.10

    public IReadOnlyList<LocalRoot> Read()
    {
        var roots = new List<LocalRoot>();
        foreach (var (maker, certificate, key) in Places())
            if (Read(maker, certificate, key) is { } found) roots.Add(found);
        return roots;
    }

    IEnumerable<(string Maker, string Certificate, string Key)> Places()
    {
        if (Environment.GetEnvironmentVariable("CAROOT") is { Length: > 0 } chosen) yield return ("mkcert", $"{chosen}/rootCA.pem", $"{chosen}/rootCA-key.pem");
        yield return ("Caddy", $"{root}var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt", $"{root}var/lib/caddy/.local/share/caddy/pki/authorities/local/root.key");
        if (home is null) yield break;
        yield return ("mkcert", $"{home}/.local/share/mkcert/rootCA.pem", $"{home}/.local/share/mkcert/rootCA-key.pem");
        yield return ("Caddy", $"{home}/.local/share/caddy/pki/authorities/local/root.crt", $"{home}/.local/share/caddy/pki/authorities/local/root.key");
        yield return ("puma-dev", $"{home}/.puma-dev-ssl/cert.pem", $"{home}/.puma-dev-ssl/key.pem");
        yield return ("portless", $"{home}/.portless/ca.pem", $"{home}/.portless/ca-key.pem");
    }

    static LocalRoot? Read(string maker, string path, string key)
    {
        try
        {
            if (!TlsSupport.IsThere || SmallFile.Read(path, MostBytes).Bytes is not { } content) return null;
            using var certificate = X509CertificateLoader.LoadCertificate(content);
            var constrained = certificate.Extensions.Any(static extension => extension.Oid?.Value == NameConstraints);
            UnixFileMode? mode = File.Exists(key) ? File.GetUnixFileMode(key) : null;
            return new LocalRoot(maker, path, certificate.Subject, constrained, mode is null ? null : key, mode);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }
}
