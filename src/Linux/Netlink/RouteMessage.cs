using System.Buffers.Binary;
using Berth.Model;

namespace Berth.Linux.Netlink;

/// <summary>An RTM_NEWROUTE message (include/uapi/linux/rtnetlink.h): only plain routes of the main table.</summary>
public static class RouteMessage
{
    public const ushort GetRoute = 26, NewRoute = 24;

    /// <summary>struct rtmsg, all zero: every route.</summary>
    public static ReadOnlySpan<byte> Request => new byte[12];

    const ushort Destination = 1, OutputInterface = 4, Priority = 6, Several = 9, Table = 15;
    const byte FamilyV4 = 2, FamilyV6 = 10, TypeUnicast = 1;
    const uint MainTable = 254, FlagCloned = 0x200;

    public static Route? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 12 || payload[0] is not (FamilyV4 or FamilyV6) || payload[7] != TypeUnicast) return null;
        if ((BinaryPrimitives.ReadUInt32LittleEndian(payload[8..]) & FlagCloned) != 0) return null;
        var network = payload[0] == FamilyV4 ? InetAddress.AnyV4 : InetAddress.AnyV6;
        uint link = 0, metric = 0, table = payload[4];
        var attributes = new AttributeReader(payload[12..]);
        while (attributes.Next())
        {
            switch (attributes.Type)
            {
                case Destination: network = Address(attributes.Value, network); break;
                case OutputInterface: link = Number(attributes.Value); break;
                // Of several ways the first stands for all: struct rtnexthop ends with its interface.
                case Several when attributes.Value.Length >= 8: link = Number(attributes.Value.Slice(4, 4)); break;
                case Priority: metric = Number(attributes.Value); break;
                case Table: table = Number(attributes.Value); break;
            }
        }
        return table == MainTable ? new Route(network, payload[1], link, metric) : null;
    }

    static uint Number(ReadOnlySpan<byte> value) => value.Length == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(value) : 0;

    static InetAddress Address(ReadOnlySpan<byte> value, InetAddress otherwise) => value.Length switch
    {
        4 => InetAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(value)),
        16 => InetAddress.V6(value),
        _ => otherwise,
    };
}
