using System.Net;
using System.Net.Sockets;
using Berth.Links.Observing;

namespace Berth.Links.Relay.Linux;

/// <summary>How the service is reached: meanwhile the client's bytes wait in the kernel.</summary>
sealed partial class TcpConnection
{
    IPEndPoint[] addresses = [];
    int tried;

    void Dial()
    {
        phase = Phase.Dialling;
        if (relay.Upstream is IPEndPoint endpoint)
        {
            addresses = [endpoint];
            DialNext();
            return;
        }
        if (relay.Upstream is DnsEndPoint name) _ = LookUpAsync(name);
        else NotReached();
    }

    // Names are looked up by the system, on a thread of the pool; what it found comes back as a command.
    async Task LookUpAsync(DnsEndPoint name)
    {
        IPEndPoint[] found;
        try
        {
            var all = await Dns.GetHostAddressesAsync(name.Host, name.AddressFamily).ConfigureAwait(false);
            found = [.. all.Select(address => new IPEndPoint(address, name.Port))];
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            found = [];
        }
        loop.Post(() =>
        {
            if (phase != Phase.Dialling) return;
            addresses = found;
            DialNext();
        });
    }

    void DialNext()
    {
        while (tried < addresses.Length)
        {
            serviceSocket = Sockets.Dial(addresses[tried++], Constants.Stream);
            if (serviceSocket < 0) continue;
            loop.Watch(serviceSocket, slot, 1);
            return;
        }
        NotReached();
    }

    // The first event of the service's socket: it is connected, or it failed.
    void Connected()
    {
        if (Sockets.TakeError(serviceSocket) == 0)
        {
            service = addresses[tried - 1];
            phase = Phase.Open;
            up.Connect(clientSocket, serviceSocket);
            down.Connect(serviceSocket, clientSocket);
            up.Run(loop.Now);
            return;
        }
        _ = Libc.Close(serviceSocket);
        serviceSocket = -1;
        DialNext();
    }

    void NotReached() => End(EndReason.NotReached, reset: true);
}
