using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Berth.Model.Addressing;

namespace Berth.Probes.Linux.Twin;

/// <summary>Listeners that stand for the host's: each answers a connection or a datagram with one byte.</summary>
[SupportedOSPlatform("linux")]
sealed class TwinListeners : IDisposable
{
    static readonly byte[] hello = [1];

    readonly List<Socket> sockets = [];

    /// <summary>Called inside the namespace: a socket stays where it was made. False when it cannot be bound.</summary>
    /// <param name="scope">The interface on which a link-local address is valid; 0 for others.</param>
    public bool Open(Endpoint at, bool v6Only, uint scope)
    {
        var family = at.Address.Family == InetFamily.V4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        var isUdp = at.Protocol == Model.Addressing.Protocol.Udp;
        var socket = new Socket(family, isUdp ? SocketType.Dgram : SocketType.Stream, isUdp ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            if (family == AddressFamily.InterNetworkV6) socket.DualMode = !v6Only;
            var address = at.Address.ToIPAddress();
            if (scope != 0) address.ScopeId = scope;
            socket.Bind(new IPEndPoint(address, at.Port.Number));
            if (!isUdp) socket.Listen(64);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return false;
        }
        sockets.Add(socket);
        _ = isUdp ? EchoAsync(socket) : GreetAsync(socket);
        return true;
    }

    static async Task GreetAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                using var caller = await listener.AcceptAsync().ConfigureAwait(false);
                await caller.SendAsync(hello).ConfigureAwait(false);
                caller.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The twin is taken down.
        }
    }

    static async Task EchoAsync(Socket socket)
    {
        var buffer = new byte[64];
        var anyone = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (true)
        {
            try
            {
                var from = await socket.ReceiveMessageFromAsync(buffer, SocketFlags.None, anyone).ConfigureAwait(false);
                await socket.SendToAsync(hello, from.RemoteEndPoint).ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                // A rule stopped the answer to one caller; the next may fare better.
                if (e.SocketErrorCode is SocketError.OperationAborted or SocketError.NotSocket or SocketError.Interrupted) return;
            }
        }
    }

    public void Dispose()
    {
        foreach (var socket in sockets) socket.Dispose();
    }
}
