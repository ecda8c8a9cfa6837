using System.Buffers.Binary;
using System.Text;

namespace Berth.Protocols.Recording;

/// <summary>
/// A recording as pcapng (draft-ietf-opsawg-pcapng), for Wireshark and its like. The frames are made up: what was recorded are the
/// bytes, not the packets that carried them. Every connection has a handshake, and an end where it had one. Not thread-safe.
/// </summary>
public sealed class PcapngWriter
{
    // LINKTYPE_RAW: packets begin with their IP header. https://www.tcpdump.org/linktypes.html
    const byte Raw = 101;

    const uint SectionHeader = 0x0a0d0d0a, InterfaceDescription = 1, EnhancedPacket = 6;
    const ushort EndOfOptions = 0, Name = 2, Resolution = 9, Application = 4;

    readonly Stream stream;
    readonly Dictionary<uint, TcpFrames> connections = [];

    PcapngWriter(Stream stream) => this.stream = stream;

    /// <param name="name">What was recorded: the name of the interface.</param>
    /// <param name="program">"berth 0.1.0".</param>
    public static PcapngWriter Begin(Stream stream, string name, string program)
    {
        var writer = new PcapngWriter(stream);
        // Byte-order magic, version 1.0, length of the section not known.
        byte[] section = [0x4d, 0x3c, 0x2b, 0x1a, 1, 0, 0, 0, .. Enumerable.Repeat((byte)0xff, 8)];
        writer.Block(SectionHeader, [.. section, .. Option(Application, Encoding.UTF8.GetBytes(program)), .. Option(EndOfOptions, [])]);
        // No limit of the packet's length; times in microseconds.
        byte[] link = [Raw, 0, 0, 0, 0, 0, 0, 0, .. Option(Name, Encoding.UTF8.GetBytes(name)), .. Option(Resolution, [6])];
        writer.Block(InterfaceDescription, [.. link, .. Option(EndOfOptions, [])]);
        return writer;
    }

    /// <summary>The packets of one entry. Entries of a connection whose beginning is not in the recording are left out.</summary>
    public void Write(RecordingEntry entry)
    {
        if (entry.Kind == RecordingKind.Opened) connections[entry.Connection] = new TcpFrames(entry.Ends!, entry.Connection);
        if (!connections.TryGetValue(entry.Connection, out var frames)) return;
        foreach (var packet in frames.Of(entry)) Packet(packet, entry.At);
        if (entry.Kind is RecordingKind.Closed or RecordingKind.Reset) connections.Remove(entry.Connection);
    }

    void Packet(byte[] packet, DateTimeOffset at)
    {
        var micros = (ulong)((at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        var body = new byte[20 + Padded(packet.Length)];
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(4), (uint)(micros >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(8), (uint)micros);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(12), packet.Length);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(16), packet.Length);
        packet.CopyTo(body.AsSpan(20));
        Block(EnhancedPacket, body);
    }

    // Type, length, body, length again.
    void Block(uint type, byte[] body)
    {
        var block = new byte[12 + body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(block, type);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(4), block.Length);
        body.CopyTo(block.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(block.Length - 4), block.Length);
        stream.Write(block);
    }

    static byte[] Option(ushort code, ReadOnlySpan<byte> value)
    {
        value = value[..Math.Min(value.Length, 1000)];
        var option = new byte[4 + Padded(value.Length)];
        BinaryPrimitives.WriteUInt16LittleEndian(option, code);
        BinaryPrimitives.WriteUInt16LittleEndian(option.AsSpan(2), (ushort)value.Length);
        value.CopyTo(option.AsSpan(4));
        return option;
    }

    static int Padded(int length) => (length + 3) & ~3;
}
