using System.Buffers.Binary;
using Berth.Model.Addressing;

namespace Berth.Localhost.Hooks;

/// <summary>What the programs of one project are made of. Addresses are as a little-endian processor loads them from network order.</summary>
sealed record LocalhostFacts
{
    /// <summary>The network namespace that is ours (SO_NETNS_COOKIE): a container of the group has its own localhost already.</summary>
    public required ulong Namespace { get; init; }

    public required uint Own4 { get; init; }

    public bool HasOwn6 { get; init; }
    public ulong Own6First { get; init; }
    public ulong Own6Last { get; init; }

    /// <summary>Where struct sock keeps whether it speaks IPv6 only: the bit is in no field that programs are given.</summary>
    public required int V6OnlyByte { get; init; }
    public required int V6OnlyMask { get; init; }

    /// <summary>Maps by descriptor: what a socket asked for in bind and in connect, by its cookie; what is special about a port; what became of binds.</summary>
    public required int Asked { get; init; }
    public required int Dialled { get; init; }
    public required int Ports { get; init; }
    public required int Records { get; init; }

    /// <summary>The own IPv4 address as IPv6 sockets write it, ::ffff:a.b.c.d: its last eight bytes.</summary>
    public ulong Own4Mapped => Mapped(Own4);

    public const uint Loopback4 = 0x0100007f;
    public const ulong Loopback6Last = 0x0100000000000000;
    public const uint MappedMark = 0xffff0000;

    /// <summary>Addresses that Berth gives to projects, and the one that it gives to nobody.</summary>
    public static int CheckoutMask { get; } = (int)BinaryPrimitives.ReverseEndianness(~CheckoutAddresses.HostBits);
    public static int CheckoutNetwork { get; } = (int)BinaryPrimitives.ReverseEndianness(CheckoutAddresses.Network);
    public static uint Mark4 { get; } = BinaryPrimitives.ReverseEndianness(OwnNetwork.Mark.V4Bits);
    public static ulong NetworkFirst { get; } = First(OwnNetwork.V6);

    static ulong First(InetAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.WriteBytes(bytes);
        return BitConverter.ToUInt64(bytes);
    }

    public static ulong Mapped(uint address) => MappedMark | (ulong)address << 32;
}
