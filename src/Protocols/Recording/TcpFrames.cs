using System.Buffers.Binary;
using Berth.Model.Addressing;

namespace Berth.Protocols.Recording;

/// <summary>IP packets with TCP (RFC 9293) as they might have carried a recorded connection: numbers and checksums are right.</summary>
sealed class TcpFrames(ConnectionEnds ends, uint connection)
{
    const int MostData = 32 * 1024, TcpHeader = 20, V4Header = 20, V6Header = 40;
    const byte Fin = 1, Syn = 2, Rst = 4, Psh = 8, Ack = 16;

    // Both sides begin where nothing is hidden: 1,000 and 2,000 times the number of the connection.
    readonly Side client = new(ends.Client, connection * 1000), server = new(ends.Server, connection * 2000);

    // One packet has one family: what listens on both is written as IPv6.
    readonly bool isV6 = ends.Client.Address.Unmapped.Family == InetFamily.V6 || ends.Server.Address.Unmapped.Family == InetFamily.V6;

    sealed class Side(Endpoint end, uint first)
    {
        public Endpoint End => end;
        public uint Next { get; set; } = first;
    }

    public IEnumerable<byte[]> Of(RecordingEntry entry)
    {
        switch (entry.Kind)
        {
            case RecordingKind.Opened:
                yield return Packet(client, server, Syn, default);
                yield return Packet(server, client, Syn | Ack, default);
                yield return Packet(client, server, Ack, default);
                break;
            case RecordingKind.FromClient or RecordingKind.FromServer:
                var (from, to) = entry.Kind == RecordingKind.FromClient ? (client, server) : (server, client);
                for (var at = 0; at < entry.Bytes.Length; at += MostData)
                    yield return Packet(from, to, Psh | Ack, entry.Bytes[at..Math.Min(at + MostData, entry.Bytes.Length)]);
                yield return Packet(to, from, Ack, default);
                break;
            case RecordingKind.Closed:
                yield return Packet(client, server, Fin | Ack, default);
                yield return Packet(server, client, Fin | Ack, default);
                yield return Packet(client, server, Ack, default);
                break;
            case RecordingKind.Reset:
                yield return Packet(server, client, Rst | Ack, default);
                break;
        }
    }

    byte[] Packet(Side from, Side to, byte flags, ReadOnlyMemory<byte> data)
    {
        var ip = isV6 ? V6Header : V4Header;
        var packet = new byte[ip + TcpHeader + data.Length];
        var tcp = packet.AsSpan(ip);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, from.End.Port.Number);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], to.End.Port.Number);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], from.Next);
        if ((flags & Ack) != 0) BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], to.Next);
        tcp[12] = TcpHeader / 4 << 4;
        tcp[13] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], ushort.MaxValue);
        data.Span.CopyTo(tcp[TcpHeader..]);
        from.Next += (uint)data.Length + ((flags & (Syn | Fin)) != 0 ? 1u : 0);
        var pseudo = isV6 ? V6(packet, from, to, tcp.Length) : V4(packet, from, to, tcp.Length);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Checksum(pseudo + Sum(tcp)));
        return packet;
    }

    // RFC 791, section 3.1. Gives the sum of the pseudo-header (RFC 9293, section 3.1).
    static uint V4(Span<byte> packet, Side from, Side to, int length)
    {
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        packet[6] = 0x40; // do not fragment
        (packet[8], packet[9]) = (64, 6);
        from.End.Address.Unmapped.WriteBytes(packet[12..]);
        to.End.Address.Unmapped.WriteBytes(packet[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], Checksum(Sum(packet[..V4Header])));
        return Sum(packet[12..20]) + 6 + (uint)length;
    }

    // RFC 8200, sections 3 and 8.1.
    static uint V6(Span<byte> packet, Side from, Side to, int length)
    {
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)length);
        (packet[6], packet[7]) = (6, 64);
        Mapped(from.End.Address, packet[8..24]);
        Mapped(to.End.Address, packet[24..40]);
        return Sum(packet[8..40]) + 6 + (uint)length;
    }

    static void Mapped(InetAddress address, Span<byte> bytes)
    {
        if (address.Family == InetFamily.V6) address.WriteBytes(bytes);
        else
        {
            bytes[10..12].Fill(0xff);
            address.WriteBytes(bytes[12..]);
        }
    }

    // RFC 1071
    static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (; bytes.Length > 1; bytes = bytes[2..]) sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return bytes.IsEmpty ? sum : sum + ((uint)bytes[0] << 8);
    }

    static ushort Checksum(uint sum)
    {
        while (sum > ushort.MaxValue) sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }
}
