using System.Net;
using System.Net.Sockets;

namespace Berth.Links.Tests.Relay;

/// <summary>A service on loopback whose connections a test plays by hand.</summary>
sealed class Service : IDisposable
{
    readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public Service()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1024);
    }

    public IPEndPoint Endpoint => (IPEndPoint)listener.LocalEndPoint!;

    public async Task<Socket> AcceptAsync()
    {
        var socket = await listener.AcceptAsync(Patience.Token);
        socket.NoDelay = true;
        return socket;
    }

    public void Dispose() => listener.Dispose();
}
