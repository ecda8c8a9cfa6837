using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Berth.Model.Addressing;

namespace Berth.Protocols.Recording;

/// <summary>
/// The bytes of a recording, form 1; all numbers little-endian. The file: "BERTHREC", u16 form, u16 0. Then entries: u32 length of the
/// payload, u8 kind, u8 0, u16 0, u32 connection, i64 microseconds of Unix, payload, u32 CRC-32 of all before it in the entry. Payload of
/// Opened: client and server, each u8 family (4, 6), 16 bytes of address with 4 or 16 in use, u16 port; then a name in UTF-8.
/// docs/specs/recording.md says the same.
/// </summary>
static class RecordingForm
{
    public const int HeadLength = 12, EntryHead = 20, EntryFoot = 4, MostPayload = 64 * 1024;
    const int EndLength = 19, LongestName = 200;
    const ushort Form = 1;

    static ReadOnlySpan<byte> Mark => "BERTHREC"u8;

    public static byte[] Head()
    {
        var head = new byte[HeadLength];
        Mark.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(8), Form);
        return head;
    }

    /// <summary>Null when it is one of ours that can be read; else what it is.</summary>
    public static string? Judge(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeadLength || !head.StartsWith(Mark)) return "it is no recording of Berth";
        var form = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        return form == Form ? null : $"it has form {form}, and this berth knows {Form}";
    }

    public static byte[] Entry(RecordingKind kind, uint connection, DateTimeOffset at, ReadOnlySpan<byte> payload)
    {
        var entry = new byte[EntryHead + payload.Length + EntryFoot];
        BinaryPrimitives.WriteInt32LittleEndian(entry, payload.Length);
        entry[4] = (byte)kind;
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(8), connection);
        BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(12), (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        payload.CopyTo(entry.AsSpan(EntryHead));
        var foot = entry.Length - EntryFoot;
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(foot), Crc32.HashToUInt32(entry.AsSpan(0, foot)));
        return entry;
    }

    /// <summary>The length of the payload that follows; null when it is no head of an entry.</summary>
    public static int? Payload(ReadOnlySpan<byte> entryHead) =>
        BinaryPrimitives.ReadInt32LittleEndian(entryHead) is >= 0 and <= MostPayload and var length ? length : null;

    /// <summary>Null when it is damaged.</summary>
    /// <param name="entry">All of it, head and foot too.</param>
    public static RecordingEntry? Read(ReadOnlySpan<byte> entry)
    {
        var foot = entry.Length - EntryFoot;
        if (BinaryPrimitives.ReadUInt32LittleEndian(entry[foot..]) != Crc32.HashToUInt32(entry[..foot])) return null;
        var kind = (RecordingKind)entry[4];
        var micros = BinaryPrimitives.ReadInt64LittleEndian(entry[12..]);
        if (kind is < RecordingKind.Opened or > RecordingKind.Full || micros is < 0 or > 100_000_000_000_000_000) return null;
        var payload = entry[EntryHead..foot];
        var ends = kind == RecordingKind.Opened ? Ends(payload) : null;
        if (kind == RecordingKind.Opened && ends is null) return null;
        var at = DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
        return new RecordingEntry(kind, BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]), at)
        {
            Bytes = kind is RecordingKind.FromClient or RecordingKind.FromServer ? payload.ToArray() : default,
            Ends = ends,
        };
    }

    public static byte[] Ends(ConnectionEnds ends)
    {
        var name = Encoding.UTF8.GetBytes(ends.Name.Length > LongestName ? ends.Name[..LongestName] : ends.Name);
        var payload = new byte[2 * EndLength + name.Length];
        End(payload, ends.Client);
        End(payload.AsSpan(EndLength), ends.Server);
        name.CopyTo(payload.AsSpan(2 * EndLength));
        return payload;
    }

    static void End(Span<byte> bytes, Endpoint end)
    {
        bytes[0] = (byte)end.Address.Family;
        end.Address.WriteBytes(bytes[1..]);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[17..], end.Port.Number);
    }

    static ConnectionEnds? Ends(ReadOnlySpan<byte> payload) =>
        payload.Length >= 2 * EndLength && End(payload) is { } client && End(payload[EndLength..]) is { } server
            ? new ConnectionEnds(client, server, Encoding.UTF8.GetString(payload[(2 * EndLength)..]))
            : null;

    static Endpoint? End(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] is not ((byte)InetFamily.V4 or (byte)InetFamily.V6)) return null;
        var isV6 = bytes[0] == (byte)InetFamily.V6;
        var address = isV6 ? InetAddress.V6(bytes[1..17]) : InetAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]));
        return new Endpoint(Protocol.Tcp, address, new Port(BinaryPrimitives.ReadUInt16LittleEndian(bytes[17..])));
    }
}
