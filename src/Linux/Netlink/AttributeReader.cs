using System.Buffers.Binary;

namespace Berth.Linux.Netlink;

/// <summary>Walks netlink attributes (struct nlattr: u16 length, u16 type, then the value padded to 4 bytes). Stops at the first that does not fit.</summary>
public ref struct AttributeReader(ReadOnlySpan<byte> data)
{
    const int HeaderSize = 4;
    const ushort TypeMask = 0x3fff; // the top two bits are flags (NLA_F_NESTED, NLA_F_NET_BYTEORDER)

    ReadOnlySpan<byte> rest = data;

    public ushort Type { get; private set; }
    public ReadOnlySpan<byte> Value { get; private set; }

    public bool Next()
    {
        if (rest.Length < HeaderSize) return false;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        if (length < HeaderSize || length > rest.Length) return false;
        Type = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) & TypeMask);
        Value = rest[HeaderSize..length];
        rest = rest[Math.Min((length + 3) & ~3, rest.Length)..];
        return true;
    }
}
