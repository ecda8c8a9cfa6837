using System.Net;
using System.Net.Sockets;

namespace Berth.Links.Relay;

/// <summary>Names of services, looked up by the system on a thread of the pool.</summary>
static class Names
{
    /// <summary>All addresses, in the order of the resolver; none when the name has none.</summary>
    public static async Task<IPEndPoint[]> LookUpAsync(DnsEndPoint name)
    {
        try
        {
            var all = await Dns.GetHostAddressesAsync(name.Host, name.AddressFamily).ConfigureAwait(false);
            return [.. all.Select(address => new IPEndPoint(address, name.Port))];
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            return [];
        }
    }
}
