using System.Buffers.Binary;
using Berth.Model.Addressing;
using Berth.Model.Machine;

namespace Berth.Linux.Netlink;

/// <summary>An RTM_NEWADDR message: one address of an interface (include/uapi/linux/if_addr.h).</summary>
public sealed record AddressMessage(uint InterfaceIndex, InterfaceAddress Address)
{
    public const ushort GetAddress = 22, NewAddress = 20;

    /// <summary>struct ifaddrmsg, all zero: every address.</summary>
    public static ReadOnlySpan<byte> Request => new byte[8];

    const ushort AttributeAddress = 1, AttributeLocal = 2;
    const byte FamilyV4 = 2, FamilyV6 = 10;

    public static AddressMessage? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 8 || payload[0] is not (FamilyV4 or FamilyV6)) return null;
        var isV4 = payload[0] == FamilyV4;
        InetAddress? local = null, other = null;
        var attributes = new AttributeReader(payload[8..]);
        while (attributes.Next())
        {
            if (attributes.Type is not (AttributeLocal or AttributeAddress) || attributes.Value.Length != (isV4 ? 4 : 16)) continue;
            var address = isV4 ? InetAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(attributes.Value)) : InetAddress.V6(attributes.Value);
            if (attributes.Type == AttributeLocal) local = address;
            else other = address;
        }
        // On a point-to-point link IFA_ADDRESS is the peer's and IFA_LOCAL ours; elsewhere they are the same, or only the first is there.
        if ((local ?? other) is not { } own) return null;
        var found = new InterfaceAddress(own, payload[1]) { Peer = other is { } peer && peer != own ? peer : null };
        return new AddressMessage(BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]), found);
    }
}
