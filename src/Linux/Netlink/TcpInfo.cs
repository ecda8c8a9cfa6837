using System.Buffers.Binary;
using Berth.Model.Sockets;

namespace Berth.Linux.Netlink;

/// <summary>Reads struct tcp_info, which grows with each kernel: what is beyond its end is zero (include/uapi/linux/tcp.h).</summary>
public static class TcpInfo
{
    const int RoundTripMicroseconds = 68, TotalRetransmits = 100, BytesAcknowledged = 120, BytesReceived = 128, BytesSent = 200, BytesSentAgain = 208;

    public static TcpMeasurements? Read(ReadOnlySpan<byte> info)
    {
        if (info.Length < RoundTripMicroseconds + 4) return null;
        return new TcpMeasurements(
            TimeSpan.FromMicroseconds(UInt32(info, RoundTripMicroseconds)),
            UInt32(info, TotalRetransmits),
            Sent(info),
            UInt64(info, BytesReceived));
    }

    // Acknowledged bytes count the SYN of the side that connected; Linux 4.19 and later also tell what was sent.
    static ulong Sent(ReadOnlySpan<byte> info) => info.Length < BytesSentAgain + 8
        ? UInt64(info, BytesAcknowledged)
        : UInt64(info, BytesSent) - UInt64(info, BytesSentAgain);

    static uint UInt32(ReadOnlySpan<byte> info, int offset) => info.Length < offset + 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(info[offset..]);
    static ulong UInt64(ReadOnlySpan<byte> info, int offset) => info.Length < offset + 8 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(info[offset..]);
}
