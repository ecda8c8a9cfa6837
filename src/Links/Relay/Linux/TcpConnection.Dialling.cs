using System.Net;
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

    async Task LookUpAsync(DnsEndPoint name)
    {
        var found = await Names.LookUpAsync(name).ConfigureAwait(false);
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
            if (!loop.Watch(serviceSocket, slot, 1)) End(EndReason.Limit, reset: true);
            return;
        }
        NotReached();
    }

    // The first event of the service's socket: it is connected, or it failed, or it said something and was cut already.
    void Dialled(uint events)
    {
        if ((events & Constants.Failed) == 0 || Sockets.HasBytes(serviceSocket))
        {
            service = addresses[tried - 1];
            phase = Phase.Open;
            up.Connect(clientSocket, serviceSocket);
            down.Connect(serviceSocket, clientSocket);
            return;
        }
        if (Libc.Error == Constants.PeerReset)
        {
            Failed(1);
            return;
        }
        _ = Libc.Close(serviceSocket);
        serviceSocket = -1;
        DialNext();
    }

    void NotReached() => End(EndReason.NotReached, reset: true);
}
