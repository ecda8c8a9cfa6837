using System.Buffers.Binary;
using Berth.Linux.Native;
using Berth.Model.Addressing;

namespace Berth.Linux.Netlink;

/// <summary>Gives the loopback interface one more address, and takes it away (rtnetlink(7)). Needs CAP_NET_ADMIN.</summary>
public static class LoopbackAddress
{
    const ushort DeleteAddress = 21; // RTM_DELADDR
    const uint LoopbackIndex = 1; // LOOPBACK_IFINDEX, include/net/flow.h
    const byte FamilyV4 = 2, FamilyV6 = 10, NoDuplicateCheck = 0x02, HostScope = 254; // IFA_F_NODAD, RT_SCOPE_HOST
    const ushort AttributeLocal = 2; // IFA_LOCAL
    const int HeaderSize = 8, AttributeHeader = 4, LargestAddress = 16;

    /// <summary>Usable at once. True too when it is there already.</summary>
    public static bool Add(InetAddress address, out Errno error) => Change(AddressMessage.NewAddress, isNew: true, address, out error) || error == Errno.Exists;

    public static bool Remove(InetAddress address, out Errno error) => Change(DeleteAddress, isNew: false, address, out error);

    static bool Change(ushort type, bool isNew, InetAddress address, out Errno error)
    {
        using var netlink = NetlinkSocket.Open(NetlinkSocket.RouteFamily, out error);
        if (netlink is null) return false;
        // struct ifaddrmsg { family, prefix length, flags, scope, index }, then one attribute
        var size = address.Family == InetFamily.V4 ? 4 : LargestAddress;
        Span<byte> body = stackalloc byte[HeaderSize + AttributeHeader + LargestAddress];
        body[0] = address.Family == InetFamily.V4 ? FamilyV4 : FamilyV6;
        body[1] = (byte)(size * 8); // the whole address
        body[2] = NoDuplicateCheck;
        body[3] = HostScope;
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], LoopbackIndex);
        BinaryPrimitives.WriteUInt16LittleEndian(body[HeaderSize..], (ushort)(AttributeHeader + size));
        BinaryPrimitives.WriteUInt16LittleEndian(body[(HeaderSize + 2)..], AttributeLocal);
        address.WriteBytes(body[(HeaderSize + AttributeHeader)..]);
        return netlink.Change(type, isNew, body[..(HeaderSize + AttributeHeader + size)], out error);
    }
}
