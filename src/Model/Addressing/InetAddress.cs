using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Berth.Model.Addressing;

/// <summary>The two address families of the internet.</summary>
public enum InetFamily : byte
{
    V4 = 4,
    V6 = 6,
}

/// <summary>
/// An IPv4 or IPv6 address as a plain value: 128 bits (an IPv4 address in the low 32) and a family. A table of 50,000
/// sockets holds no address objects. The default value is 0.0.0.0.
/// </summary>
public readonly struct InetAddress : IEquatable<InetAddress>, IComparable<InetAddress>, ISpanFormattable
{
    const ulong MappedPrefix = 0x0000_ffff_0000_0000; // ::ffff:0:0/96, RFC 4291 section 2.5.5.2

    readonly ulong high;
    readonly ulong low;
    readonly bool isV6;

    InetAddress(ulong high, ulong low, bool isV6) => (this.high, this.low, this.isV6) = (high, low, isV6);

    public static InetAddress AnyV4 => default;
    public static InetAddress AnyV6 { get; } = new(0, 0, true);
    public static InetAddress LoopbackV4 { get; } = V4(0x7f000001);
    public static InetAddress LoopbackV6 { get; } = new(0, 1, true);

    /// <summary>An IPv4 address from its 32 bits in host order: 127.0.0.1 is 0x7f000001.</summary>
    public static InetAddress V4(uint hostOrder) => new(0, hostOrder, false);

    /// <summary>An IPv6 address from its 16 bytes in network order.</summary>
    public static InetAddress V6(ReadOnlySpan<byte> networkOrder) => new(
        BinaryPrimitives.ReadUInt64BigEndian(networkOrder), BinaryPrimitives.ReadUInt64BigEndian(networkOrder[8..]), true);

    public static InetAddress From(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4 ? V4(BinaryPrimitives.ReadUInt32BigEndian(bytes)) : V6(bytes);
    }

    public InetFamily Family => isV6 ? InetFamily.V6 : InetFamily.V4;

    /// <summary>All 128 bits; an IPv4 address sits in the low 32.</summary>
    public UInt128 Bits => new(high, low);

    /// <summary>The first 64 bits, an IPv4 address in the upper 32: orders addresses of one family except for the tail of IPv6 ones.</summary>
    public ulong LeadingBits => isV6 ? high : low << 32;

    /// <summary>The 32 bits of an IPv4 (or IPv4-mapped) address, host order.</summary>
    public uint V4Bits => (uint)low;

    /// <summary>0.0.0.0 or ::, which stand for every address of the machine when bound.</summary>
    public bool IsWildcard => high == 0 && low == 0;

    /// <summary>127.0.0.0/8 (RFC 1122), ::1 (RFC 4291) or an IPv4-mapped loopback address.</summary>
    public bool IsLoopback => isV6 && !IsV4Mapped ? high == 0 && low == 1 : V4Bits >> 24 == 127;

    /// <summary>::ffff:a.b.c.d, an IPv4 peer or bind seen through an IPv6 socket.</summary>
    public bool IsV4Mapped => isV6 && high == 0 && low >> 32 == MappedPrefix >> 32;

    /// <summary>The IPv4 address inside an IPv4-mapped one; any other address as it is.</summary>
    public InetAddress Unmapped => IsV4Mapped ? V4(V4Bits) : this;

    /// <summary>Whether the first <paramref name="length"/> bits are those of <paramref name="prefix"/>, a network of the same family.</summary>
    public bool IsIn(InetAddress prefix, int length)
    {
        if (prefix.isV6 != isV6) return false;
        if (length == 0) return true;
        // By halves: arithmetic on UInt128 is not precompiled, and this runs at every start.
        if (!isV6) return (V4Bits ^ prefix.V4Bits) >> (32 - length) == 0;
        if (length <= 64) return (high ^ prefix.high) >> (64 - length) == 0;
        return high == prefix.high && (low ^ prefix.low) >> (128 - length) == 0;
    }

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        WriteBytes(bytes);
        return new IPAddress(isV6 ? bytes : bytes[..4]);
    }

    /// <summary>Writes 4 or 16 bytes in network order and says how many.</summary>
    public int WriteBytes(Span<byte> destination)
    {
        if (!isV6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, V4Bits);
            return 4;
        }
        BinaryPrimitives.WriteUInt64BigEndian(destination, high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], low);
        return 16;
    }

    /// <summary>Reads exactly a dotted quad or an IPv6 address, with or without brackets. No scope, no shorthand such as "127.1".</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out InetAddress address)
    {
        address = default;
        if (text.Length > 2 && text[0] == '[' && text[^1] == ']') text = text[1..^1];
        if (text.IsEmpty || text.Contains('%') || text.Contains('[')) return false;
        var isQuad = text.Count('.') == 3;
        if (!isQuad && !text.Contains(':')) return false;
        if (!IPAddress.TryParse(text, out var parsed)) return false;
        if (parsed.AddressFamily == AddressFamily.InterNetwork && !IsPlainQuad(text)) return false;
        address = From(parsed);
        return true;
    }

    // IPAddress reads 010.0.0.1 as octal and 0x7f.0.0.1 as hexadecimal; a person means neither.
    static bool IsPlainQuad(ReadOnlySpan<char> text)
    {
        foreach (var part in text.Split('.'))
        {
            var digits = text[part];
            if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9') || digits is ['0', _, ..]) return false;
        }
        return true;
    }

    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        if (isV6) return ToIPAddress().TryFormat(destination, out charsWritten);
        charsWritten = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            if (!((byte)(V4Bits >> shift)).TryFormat(destination[charsWritten..], out var digits)) return false;
            charsWritten += digits;
            if (shift == 0) return true;
            if (charsWritten == destination.Length) return false;
            destination[charsWritten++] = '.';
        }
        return true;
    }

    public override string ToString()
    {
        Span<char> text = stackalloc char[48];
        TryFormat(text, out var length, default, null);
        return new string(text[..length]);
    }

    /// <summary>As it stands before a port: "127.0.0.1", "[::1]" (RFC 3986, section 3.2.2).</summary>
    public string InUrl => isV6 ? $"[{this}]" : ToString();

    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    public bool Equals(InetAddress other) => high == other.high && low == other.low && isV6 == other.isV6;
    public override bool Equals(object? obj) => obj is InetAddress other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(high, low, isV6);

    /// <summary>IPv4 before IPv6, then by number.</summary>
    public int CompareTo(InetAddress other)
    {
        if (isV6 != other.isV6) return isV6 ? 1 : -1;
        return high != other.high ? high.CompareTo(other.high) : low.CompareTo(other.low);
    }

    public static bool operator ==(InetAddress left, InetAddress right) => left.Equals(right);
    public static bool operator !=(InetAddress left, InetAddress right) => !left.Equals(right);
    public static bool operator <(InetAddress left, InetAddress right) => left.CompareTo(right) < 0;
    public static bool operator >(InetAddress left, InetAddress right) => left.CompareTo(right) > 0;
    public static bool operator <=(InetAddress left, InetAddress right) => left.CompareTo(right) <= 0;
    public static bool operator >=(InetAddress left, InetAddress right) => left.CompareTo(right) >= 0;
}
