using System.Net;
using System.Net.Sockets;

namespace Berth.Protocols.Dialling;

/// <summary>Makes TCP connections. Any thread.</summary>
public static class TcpDial
{
    /// <summary>A connection, without delay for small writes (TCP_NODELAY). The caller owns it.</summary>
    /// <param name="place">An address, or a name that is looked up.</param>
    /// <param name="cancel">The caller's patience.</param>
    /// <exception cref="SocketException">
    /// None comes about. Also where it would meet itself: that is <see cref="SocketError.ConnectionRefused"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<Socket> ConnectAsync(EndPoint place, CancellationToken cancel)
    {
        var socket = place is IPEndPoint ip
            ? new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(place, cancel).ConfigureAwait(false);
            if (MeetsItself(socket)) throw new SocketException((int)SocketError.ConnectionRefused);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // The simultaneous open of RFC 9293, 3.5: a connection from a port of the automatic range to that same port. Nobody listens.
    // A server that cut the connection meanwhile has taken the far end's name away: then it was somebody.
    static bool MeetsItself(Socket socket)
    {
        try
        {
            return Equals(socket.LocalEndPoint, socket.RemoteEndPoint);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
