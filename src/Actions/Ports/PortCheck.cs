using System.Net;
using System.Net.Sockets;
using Berth.Model.Addressing;
using Berth.Model.Sockets;

namespace Berth.Actions.Ports;

/// <summary>
/// Whether an endpoint can be bound now, found out the only certain way: by binding it, for a moment, without listening.
/// </summary>
public static class PortCheck
{
    /// <param name="bothFamilies">For the IPv6 wildcard: take IPv4 too, as most servers do.</param>
    /// <param name="strict">
    /// Without SO_REUSEADDR: a port in TIME_WAIT, or kept by a socket that does not listen, counts as held. Off, TCP is bound as a
    /// server would bind it after a restart.
    /// </param>
    public static PortState Try(Endpoint endpoint, bool bothFamilies = false, bool strict = false)
    {
        if (endpoint.Protocol.IsUnix()) return PortState.Unknown;
        var isV6 = endpoint.Address.Family == InetFamily.V6;
        var family = isV6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var isTcp = endpoint.Protocol == Protocol.Tcp;
        try
        {
            // .NET sets SO_REUSEADDR when it binds a socket that was made with ProtocolType.Tcp; the kernel takes 0 for TCP too.
            var protocol = isTcp && !strict ? ProtocolType.Tcp : ProtocolType.Unspecified;
            using var socket = new Socket(family, isTcp ? SocketType.Stream : SocketType.Dgram, protocol);
            if (isV6) socket.DualMode = bothFamilies;
            socket.Bind(new IPEndPoint(endpoint.Address.ToIPAddress(), endpoint.Port.Number));
            return PortState.Free;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => PortState.Held,
                SocketError.AccessDenied => PortState.NoRight,
                SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => PortState.NoSuchAddress,
                _ => PortState.Unknown,
            };
        }
    }
}
