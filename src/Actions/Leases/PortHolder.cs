using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Berth.Linux.Native;
using Berth.Model.Addressing;

namespace Berth.Actions.Leases;

/// <summary>
/// Keeps a port of loopback by sockets that are bound and never listen, of both families: the system gives the port to nobody
/// meanwhile, connecting to it is refused, and a server that sets SO_REUSEADDR, as nearly all do, can bind it beside.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class PortHolder : IDisposable
{
    const int SocketLevel = 1, ReuseAddress = 2; // SOL_SOCKET, SO_REUSEADDR: .NET's own option sets SO_REUSEPORT too

    readonly Socket v4;
    readonly Socket? v6;

    PortHolder(Socket v4, Socket? v6) => (this.v4, this.v6) = (v4, v6);

    /// <summary>The numbers of its sockets, as the inventory tells them.</summary>
    public IReadOnlyList<ulong> Inodes => v6 is null ? [InodeOf(v4)] : [InodeOf(v4), InodeOf(v6)];

    /// <summary>Null with the reason when a family's port cannot be had.</summary>
    public static PortHolder? Hold(Port port, out HoldFailure failure)
    {
        var v4 = Bind(AddressFamily.InterNetwork, IPAddress.Loopback, port, out var error);
        if (v4 is null)
        {
            failure = Meaning(error);
            return null;
        }
        var v6 = Bind(AddressFamily.InterNetworkV6, IPAddress.IPv6Loopback, port, out error);
        // Where IPv6 is off, nobody else can have the port there.
        if (v6 is not null || error is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported or SocketError.ProtocolNotSupported)
        {
            failure = default;
            return new PortHolder(v4, v6);
        }
        v4.Dispose();
        failure = Meaning(error);
        return null;
    }

    static Socket? Bind(AddressFamily family, IPAddress address, Port port, out SocketError error)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
            socket.SetRawSocketOption(SocketLevel, ReuseAddress, BitConverter.GetBytes(1));
            socket.Bind(new IPEndPoint(address, port.Number));
            error = SocketError.Success;
            return socket;
        }
        catch (SocketException refused)
        {
            socket?.Dispose();
            error = refused.SocketErrorCode;
            return null;
        }
    }

    static HoldFailure Meaning(SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => HoldFailure.Taken,
        SocketError.AccessDenied => HoldFailure.NoRight,
        _ => HoldFailure.Impossible,
    };

    static ulong InodeOf(Socket socket) => FileStatus.Inode($"/proc/self/fd/{socket.Handle}") ?? 0;

    public void Dispose()
    {
        v4.Dispose();
        v6?.Dispose();
    }
}

public enum HoldFailure
{
    /// <summary>Somebody listens there, or is bound without SO_REUSEADDR.</summary>
    Taken,

    /// <summary>A port below net.ipv4.ip_unprivileged_port_start.</summary>
    NoRight,

    /// <summary>No descriptors are left, loopback is down...</summary>
    Impossible,
}
