using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Berth.Linux.Native;
using Berth.Model.Diagnosis;
using Berth.Model.Protocols;
using Berth.Probes.Asking.Wire;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Makes a TLS handshake and looks at the certificate. Whatever it is, the connection stays on this machine, so any is taken.</summary>
[SupportedOSPlatform("linux")]
sealed class TlsTry(TimeProvider clock)
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(1.5);

    /// <summary>Reads the issuers that the system trusts now, as root: later, with its rights laid down, they may be out of reach.</summary>
    public static void LoadTrust()
    {
        if (!OpenSsl.IsThere || CurrentUser.EffectiveId != 0) return;
        using var trusted = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        trusted.Open(System.Security.Cryptography.X509Certificates.OpenFlags.ReadOnly);
        foreach (var certificate in trusted.Certificates) certificate.Dispose();
    }

    /// <summary>The stream to speak over, when there was a handshake; the caller's to close.</summary>
    public async Task<(TlsAttempt Attempt, SslStream? Stream)> ShakeAsync(Stream raw, string host)
    {
        if (!OpenSsl.IsThere) return (new TlsAttempt(TlsOutcome.NotTried, null, false, false, OpenSsl.Missing, TimeSpan.Zero), null);
        var start = clock.GetTimestamp();
        CertificateFacts? certificate = null;
        var (matches, trusted) = (false, false);
        var stream = new SslStream(raw, leaveInnerStreamOpen: true);
        try
        {
            using var limit = new CancellationTokenSource(patience, clock);
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = host,
                // Nothing is fetched from anywhere to complete a chain.
                CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
                RemoteCertificateValidationCallback = (_, shown, chain, problems) =>
                {
                    certificate = CertificateReader.Read(shown?.GetRawCertData());
                    matches = (problems & (SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable)) == 0;
                    trusted = chain is not null && chain.ChainStatus.All(static status => (status.Status & ~X509ChainStatusFlags.NotTimeValid) == 0);
                    return true;
                },
            }, limit.Token).ConfigureAwait(false);
            return (new TlsAttempt(TlsOutcome.Done, certificate, matches, trusted, null, clock.GetElapsedTime(start)), stream);
        }
        catch (OperationCanceledException)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            return (Failed(TlsOutcome.Silent, "no answer to a TLS hello"), null);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or SocketException or InvalidOperationException)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            var said = error.GetBaseException().Message.TrimEnd('.');
            return (Failed(IsAlert(said) ? TlsOutcome.Refused : TlsOutcome.NotTls, said), null);
        }

        // OpenSSL's reasons for an alert of the peer begin so (ssl/ssl_err.c); one that is not TLS breaks the framing, or closes.
        static bool IsAlert(string said) => said.Contains("tlsv1", StringComparison.Ordinal) || said.Contains("sslv3", StringComparison.Ordinal);

        TlsAttempt Failed(TlsOutcome outcome, string problem) => new(outcome, null, false, false, problem, clock.GetElapsedTime(start));
    }
}
