using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Berth.Model.Protocols;
using Berth.Protocols.Dialling;

namespace Berth.Probes.Asking.Wire;

/// <summary>Makes connections to one address of this machine, one after another, and counts them.</summary>
sealed class Dialler(IPEndPoint place, Limits limits, Tally? tally = null, bool isTls = false)
{
    public IPEndPoint Place => place;
    public Limits Limits => limits;
    public Tally Tally { get; } = tally ?? new();

    /// <summary>The same place and the same count, with at least so much patience.</summary>
    public Dialler Patient(TimeSpan patience) => limits.Patience >= patience ? this : new(place, limits with { Patience = patience }, Tally, isTls);

    /// <summary>The same place, every connection inside TLS.</summary>
    public Dialler InTls => new(place, limits, Tally, isTls: true);

    /// <summary>Null when no connection comes about in time.</summary>
    public async Task<Line?> DialAsync(CancellationToken cancel)
    {
        if (isTls) return (await DialTlsAsync(cancel).ConfigureAwait(false)).Line;
        return await ConnectAsync(cancel).ConfigureAwait(false) is { } stream ? new Line(stream, limits, Tally) : null;
    }

    /// <summary>A connection inside TLS, whatever the certificate; the line is null when the handshake failed.</summary>
    public async Task<TlsDialled> DialTlsAsync(CancellationToken cancel)
    {
        if (!TlsSupport.IsThere || await ConnectAsync(cancel).ConfigureAwait(false) is not { } stream) return new TlsDialled(null, null, [], IsConnected: false, LineEnd.Closed);
        var spy = new FirstBytesStream(stream, limits.MaxBytes);
        var tls = new SslStream(spy, leaveInnerStreamOpen: false);
        CertificateFacts? certificate = null;
        var end = LineEnd.Closed;
        using var deadline = limits.DeadlineFor(cancel);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                // Or the chain would be completed from addresses that the certificate names: a request to wherever the service wants.
                CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
                // Looked at, not trusted: nothing secret is said in here.
                RemoteCertificateValidationCallback = (_, shown, _, _) =>
                {
                    certificate = CertificateReader.Read(shown?.GetRawCertData());
                    return shown is not null;
                },
            }, deadline.Token).ConfigureAwait(false);
            return new TlsDialled(new Line(tls, limits, Tally), certificate, spy.Seen.ToArray(), IsConnected: true, LineEnd.Open);
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            end = LineEnd.Late;
        }
        catch (Exception broken) when (Line.IsBroken(broken))
        {
        }
        await tls.DisposeAsync().ConfigureAwait(false);
        Tally.BytesRead += spy.Seen.Length;
        return new TlsDialled(null, certificate, spy.Seen.ToArray(), IsConnected: true, end);
    }

    async Task<NetworkStream?> ConnectAsync(CancellationToken cancel)
    {
        Tally.Connections++;
        using var deadline = limits.DeadlineFor(cancel);
        try
        {
            return new NetworkStream(await TcpDial.ConnectAsync(place, deadline.Token).ConfigureAwait(false), ownsSocket: true);
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
        }
        catch (SocketException)
        {
        }
        return null;
    }
}

/// <param name="Seen">The first bytes that the peer sent outside of the encryption.</param>
/// <param name="IsConnected">Whether there was a connection at all.</param>
/// <param name="End">How the handshake ended.</param>
sealed record TlsDialled(Line? Line, CertificateFacts? Certificate, byte[] Seen, bool IsConnected, LineEnd End);
