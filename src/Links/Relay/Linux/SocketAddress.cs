using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Berth.Links.Relay.Linux;

/// <summary>struct sockaddr_in and sockaddr_in6 (include/uapi/linux/in.h, in6.h) as bytes.</summary>
static class SocketAddress
{
    public const int Largest = 28;
    const int V4Length = 16;
    const int V4 = 2;
    const int V6 = 10;

    public static int Family(IPEndPoint endpoint) => endpoint.AddressFamily == AddressFamily.InterNetworkV6 ? V6 : V4;

    /// <summary>Writes the address and says how long it is.</summary>
    public static int Write(IPEndPoint endpoint, Span<byte> destination)
    {
        destination[..Largest].Clear();
        var isV6 = endpoint.AddressFamily == AddressFamily.InterNetworkV6;
        BitConverter.TryWriteBytes(destination, (short)(isV6 ? V6 : V4));
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)endpoint.Port);
        endpoint.Address.TryWriteBytes(destination[(isV6 ? 8 : 4)..], out _);
        if (isV6) BitConverter.TryWriteBytes(destination[24..], (uint)endpoint.Address.ScopeId);
        return isV6 ? Largest : V4Length;
    }

    public static IPEndPoint Read(ReadOnlySpan<byte> address)
    {
        var isV6 = BitConverter.ToInt16(address) == V6;
        var port = BinaryPrimitives.ReadUInt16BigEndian(address[2..]);
        return isV6
            ? new(new IPAddress(address[8..24], BitConverter.ToUInt32(address[24..])), port)
            : new(new IPAddress(address[4..8]), port);
    }
}
