using System.Buffers.Binary;

namespace Berth.Linux.Netlink;

/// <summary>Builds struct inet_diag_req_v2 with an optional port filter (include/uapi/linux/inet_diag.h).</summary>
public static class InetDiagRequest
{
    public const ushort SockDiagByFamily = 20; // include/uapi/linux/sock_diag.h
    public const byte FamilyV4 = 2, FamilyV6 = 10;
    public const byte Tcp = 6, Udp = 17;

    const int Size = 56;
    const byte ExtensionInfo = 1 << 1; // INET_DIAG_INFO = 2, asked for as bit (2 - 1)
    const ushort AttributeBytecode = 1;

    /// <param name="states">A bit per state: 1 &lt;&lt; TCP_LISTEN...</param>
    public static byte[] Build(byte family, byte protocol, uint states, bool withTcpInfo, ReadOnlySpan<byte> filter)
    {
        var body = new byte[Size + (filter.IsEmpty ? 0 : 4 + filter.Length)];
        body[0] = family;
        body[1] = protocol;
        body[2] = withTcpInfo ? ExtensionInfo : (byte)0;
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(4), states);
        if (filter.IsEmpty) return body;
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(Size), (ushort)(4 + filter.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(Size + 2), AttributeBytecode);
        filter.CopyTo(body.AsSpan(Size + 4));
        return body;
    }
}
