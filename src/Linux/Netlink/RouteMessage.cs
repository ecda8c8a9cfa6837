using System.Buffers.Binary;
using Berth.Model.Addressing;
using Berth.Model.Machine;

namespace Berth.Linux.Netlink;

/// <summary>An RTM_NEWROUTE message (include/uapi/linux/rtnetlink.h): only plain routes, of every table but the kernel's own.</summary>
public static class RouteMessage
{
    public const ushort GetRoute = 26, NewRoute = 24;

    /// <summary>struct rtmsg, all zero: every route.</summary>
    public static ReadOnlySpan<byte> Request => new byte[12];

    const ushort Destination = 1, OutputInterface = 4, Priority = 6, Several = 9, Table = 15;
    const byte FamilyV4 = 2, FamilyV6 = 10, TypeUnicast = 1;
    const uint LocalTable = 255, FlagCloned = 0x200;

    /// <summary>Adds the route, once for each interface that it may leave by.</summary>
    public static void Read(ReadOnlySpan<byte> payload, List<Route> routes)
    {
        if (payload.Length < 12 || payload[0] is not (FamilyV4 or FamilyV6) || payload[7] != TypeUnicast) return;
        if ((BinaryPrimitives.ReadUInt32LittleEndian(payload[8..]) & FlagCloned) != 0) return;
        var network = payload[0] == FamilyV4 ? InetAddress.AnyV4 : InetAddress.AnyV6;
        uint link = 0, metric = 0, table = payload[4];
        ReadOnlySpan<byte> several = default;
        var attributes = new AttributeReader(payload[12..]);
        while (attributes.Next())
        {
            switch (attributes.Type)
            {
                case Destination: network = Address(attributes.Value, network); break;
                case OutputInterface: link = Number(attributes.Value); break;
                case Several: several = attributes.Value; break;
                case Priority: metric = Number(attributes.Value); break;
                case Table: table = Number(attributes.Value); break;
            }
        }
        if (table == LocalTable) return;
        var route = new Route(network, payload[1], link, metric) { Table = table };
        if (several.IsEmpty) routes.Add(route);
        // struct rtnexthop: its length, two bytes of flags and hops, its interface, then attributes of its own.
        while (several.Length >= NextHopSize && BinaryPrimitives.ReadUInt16LittleEndian(several) is var length && length >= NextHopSize)
        {
            routes.Add(route with { InterfaceIndex = Number(several.Slice(4, 4)) });
            several = several[Math.Min((length + 3) & ~3, several.Length)..];
        }
    }

    const int NextHopSize = 8;

    static uint Number(ReadOnlySpan<byte> value) => value.Length == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(value) : 0;

    static InetAddress Address(ReadOnlySpan<byte> value, InetAddress otherwise) => value.Length switch
    {
        4 => InetAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(value)),
        16 => InetAddress.V6(value),
        _ => otherwise,
    };
}
