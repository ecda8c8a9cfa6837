using Berth.Api;
using Berth.Linux.Native;
using Berth.Places;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Berth.Daemon.Http;

/// <summary>Kestrel on a unix socket: HTTP/1.1, bounded in every direction, for this user and root alone.</summary>
sealed partial class ApiServer : IDisposable
{
    const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const int MostConnections = 2048;

    readonly KestrelServer server;
    readonly DaemonPlace place;
    readonly ILogger log;

    public ApiServer(DaemonPlace place, ILoggerFactory logs)
    {
        this.place = place;
        log = logs.CreateLogger<ApiServer>();
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = Contract.MaxRequest;
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.MaxRequestLineSize = 4 * 1024;
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        // A caller that stops reading a feed, a debugger's breakpoint or Ctrl-Z, is no attack: it may go on later.
        options.Limits.MinResponseDataRate = null;
        options.ListenUnixSocket(place.Socket, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(CheckPeer);
        });
        server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs), logs);
    }

    /// <summary>Whoever holds the lock of the socket may replace one that a killed daemon left.</summary>
    public async Task StartAsync(ApiApplication application, CancellationToken cancelled)
    {
        File.Delete(place.Socket);
        await server.StartAsync<HttpContext>(application, cancelled);
        // The folder keeps others out already; the socket's own mode says so too.
        File.SetUnixFileMode(place.Socket, Owners);
    }

    /// <summary>Takes no more connections, and waits for the requests that run, at most until <paramref name="cancelled"/>.</summary>
    public async Task StopAsync(CancellationToken cancelled)
    {
        await server.StopAsync(cancelled);
        File.Delete(place.Socket);
    }

    ConnectionDelegate CheckPeer(ConnectionDelegate next) => connection =>
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket && SocketPeer.Of(socket) is { } peer && peer.IsTrusted)
        {
            connection.Features.Set(new SocketPeerFeature(peer));
            return next(connection);
        }
        PeerRefused(log);
        connection.Abort();
        return Task.CompletedTask;
    };

    public void Dispose() => server.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connection of another user was refused")]
    static partial void PeerRefused(ILogger log);
}
