using System.Buffers.Binary;
using System.Text;

namespace Berth.Linux.Netlink;

/// <summary>struct unix_diag_req and unix_diag_msg (include/uapi/linux/unix_diag.h).</summary>
public readonly ref struct UnixDiagMessage
{
    public const int Size = 16;

    const ushort AttributeName = 0, AttributeFile = 1, AttributeQueues = 4, AttributeUserId = 7;
    const uint ShowName = 1, ShowFile = 2, ShowQueues = 16, ShowUserId = 64;
    const int RequestSize = 24;
    const byte FamilyUnix = 1;

    /// <summary>1 stream, 2 datagram, 5 sequenced packet.</summary>
    public byte Type { get; private init; }
    public byte State { get; private init; }
    public uint Inode { get; private init; }
    public uint UserId { get; private init; }
    public uint ReceiveQueue { get; private init; }
    public uint SendQueue { get; private init; }

    /// <summary>The inode and device of the file that it is bound to; 0 when it is bound to none.</summary>
    public uint FileInode { get; private init; }
    public uint FileDevice { get; private init; }

    /// <summary>The bytes of the path, an abstract name with a leading zero byte; empty when unnamed.</summary>
    public ReadOnlySpan<byte> Name { get; private init; }

    public static byte[] Request(uint states)
    {
        var body = new byte[RequestSize];
        body[0] = FamilyUnix;
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(4), states);
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(12), ShowName | ShowFile | ShowQueues | ShowUserId);
        return body;
    }

    public static bool TryRead(ReadOnlySpan<byte> payload, out UnixDiagMessage message)
    {
        message = default;
        if (payload.Length < Size) return false;
        uint user = 0, receive = 0, send = 0, file = 0, device = 0;
        ReadOnlySpan<byte> name = default;
        var attributes = new AttributeReader(payload[Size..]);
        while (attributes.Next())
        {
            var value = attributes.Value;
            if (attributes.Type == AttributeName) name = value;
            else if (attributes.Type == AttributeFile && value.Length >= 8)
            {
                // struct unix_diag_vfs: the inode first.
                file = BinaryPrimitives.ReadUInt32LittleEndian(value);
                device = BinaryPrimitives.ReadUInt32LittleEndian(value[4..]);
            }
            else if (attributes.Type == AttributeUserId && value.Length >= 4) user = BinaryPrimitives.ReadUInt32LittleEndian(value);
            else if (attributes.Type == AttributeQueues && value.Length >= 8)
            {
                receive = BinaryPrimitives.ReadUInt32LittleEndian(value);
                send = BinaryPrimitives.ReadUInt32LittleEndian(value[4..]);
            }
        }
        message = new UnixDiagMessage
        {
            Type = payload[1],
            State = payload[2],
            Inode = BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]),
            UserId = user,
            FileInode = file,
            FileDevice = device,
            ReceiveQueue = receive,
            SendQueue = send,
            Name = name,
        };
        return true;
    }

    /// <summary>The name as text; an abstract name's leading zero becomes '@'. Null when unnamed.</summary>
    public static string? PathText(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return null;
        if (name[0] != 0)
        {
            var end = name.IndexOf((byte)0);
            return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
        }
        return "@" + Encoding.UTF8.GetString(name[1..]);
    }
}
