using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Berth.Linux.Native;
using Berth.Protocols.Dialling;

namespace Berth.Actions.Waiting;

/// <summary>
/// Whether a URL answers as wanted. No proxy and no redirect is followed: the server itself is asked. Names below "localhost" are
/// dialled at loopback, which most resolvers leave out (RFC 6761, section 6.3).
/// </summary>
public sealed class HttpProbe : IDisposable
{
    readonly HttpClient client;
    readonly Uri address;
    readonly int? wanted;
    readonly bool isTls;
    FirstBytesStream? last;

    /// <param name="wanted">The status to wait for; null: any from 200 to 399.</param>
    public HttpProbe(Uri address, int? wanted)
    {
        (this.address, this.wanted, isTls) = (address, wanted, address.Scheme == Uri.UriSchemeHttps);
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ConnectCallback = DialAsync };
        // A development certificate is nobody's business on the way to oneself; elsewhere it is checked.
        if (IsLocal(address.IdnHost)) handler.SslOptions.RemoteCertificateValidationCallback =
            static (_, _, _, problems) => problems != SslPolicyErrors.RemoteCertificateNotAvailable;
        client = new HttpClient(handler, disposeHandler: true) { Timeout = TimeSpan.FromSeconds(5) };
    }

    public async Task<Answer> TryAsync(CancellationToken cancel)
    {
        if (address.Scheme == Uri.UriSchemeHttps && OperatingSystem.IsLinux() && !OpenSsl.IsThere) return new Answer([], OpenSsl.Missing);
        try
        {
            last = null;
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            var status = (int)answer.StatusCode;
            var isWanted = wanted is { } exact ? status == exact : status is >= 200 and < 400;
            return isWanted ? new Answer([$"HTTP {status}"], null) : new Answer([], $"it answers HTTP {status}");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return new Answer([], "it accepts connections, and has not answered a request in 5 s");
        }
        // Whatever a server does, it is not there yet: also where the library meets it in a way that it did not foresee.
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or AuthenticationException or InvalidOperationException)
        {
            return new Answer([], Problem(e));
        }
    }

    // Our own words: a library's speak of its insides.
    string Problem(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }: return "nothing listens";
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }: return "its name has no address";
                case SocketException { SocketErrorCode: SocketError.TimedOut }: return "no answer to a connection";
                case SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable }: return "no route leads there";
                case AuthenticationException: return isTls && Heard is [0x15 or 0x16, 3, ..] ? "TLS fails: the certificate is not trusted, or no version of TLS is common" : "it does not speak TLS";
            }
        }
        if (!isTls && Heard is [0x15 or 0x16, 3, ..]) return "it speaks TLS: ask with https://";
        return Heard.IsEmpty || Heard.StartsWith("HTTP/"u8) ? "it closed the connection without an answer" : $"it answers, but not in HTTP: \"{Printable(Heard)}\"";
    }

    ReadOnlySpan<byte> Heard => last is { } stream ? stream.Seen : default;

    static string Printable(ReadOnlySpan<byte> heard)
    {
        var text = new StringBuilder(heard.Length);
        foreach (var b in heard)
        {
            if (b is (byte)'\r' or (byte)'\n') break;
            text.Append(b is >= 0x20 and < 0x7f ? (char)b : '.');
        }
        return text.ToString();
    }

    public void Dispose() => client.Dispose();

    /// <summary>"localhost", a name below it, or a loopback address.</summary>
    public static bool IsLocal(string host) => IsLocalhostName(host) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    public static bool IsLocalhostName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    async ValueTask<Stream> DialAsync(SocketsHttpConnectionContext context, CancellationToken cancel) =>
        last = new FirstBytesStream(await Dial(context, cancel).ConfigureAwait(false));

    static async Task<Stream> Dial(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        if (!IsLocalhostName(host)) return await ConnectAsync(context.DnsEndPoint, cancel).ConfigureAwait(false);
        try
        {
            return await ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return await ConnectAsync(new IPEndPoint(IPAddress.IPv6Loopback, port), cancel).ConfigureAwait(false);
        }
    }

    static async Task<Stream> ConnectAsync(EndPoint endpoint, CancellationToken cancel) =>
        new NetworkStream(await TcpDial.ConnectAsync(endpoint, cancel).ConfigureAwait(false), ownsSocket: true);
}
