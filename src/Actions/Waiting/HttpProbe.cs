using System.Net;
using System.Net.Security;
using System.Net.Sockets;

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

    /// <param name="wanted">The status to wait for; null: any from 200 to 399.</param>
    public HttpProbe(Uri address, int? wanted)
    {
        (this.address, this.wanted) = (address, wanted);
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ConnectCallback = Dial };
        // A development certificate is nobody's business on the way to oneself; elsewhere it is checked.
        if (IsLocal(address.IdnHost)) handler.SslOptions.RemoteCertificateValidationCallback =
            static (_, _, _, problems) => problems != SslPolicyErrors.RemoteCertificateNotAvailable;
        client = new HttpClient(handler, disposeHandler: true) { Timeout = TimeSpan.FromSeconds(5) };
    }

    public async Task<Answer> TryAsync(CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            var status = (int)answer.StatusCode;
            var isWanted = wanted is { } exact ? status == exact : status is >= 200 and < 400;
            return isWanted ? new Answer([$"HTTP {status}"], null) : new Answer([], $"it answers HTTP {status}");
        }
        catch (HttpRequestException e)
        {
            return new Answer([], e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } ? "nothing listens" : e.Message);
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Answer([], "no answer to a request");
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>"localhost", a name below it, or a loopback address.</summary>
    public static bool IsLocal(string host) => IsLocalhostName(host) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    public static bool IsLocalhostName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    static async ValueTask<Stream> Dial(SocketsHttpConnectionContext context, CancellationToken cancel)
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

    static async Task<Stream> ConnectAsync(EndPoint endpoint, CancellationToken cancel)
    {
        var socket = endpoint is IPEndPoint ip
            ? new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.NoDelay = true;
        try
        {
            await socket.ConnectAsync(endpoint, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
