using System.Buffers.Binary;
using Berth.Model.Addressing;

namespace Berth.Linux.Netlink;

/// <summary>
/// struct inet_diag_msg and its attributes, read in place (include/uapi/linux/inet_diag.h). All values as the kernel says
/// them; ports in host order.
/// </summary>
public readonly ref struct InetDiagMessage
{
    public const int Size = 72;

    const ushort AttributeInfo = 2, AttributeV6Only = 11, AttributeCgroupId = 21;
    const byte FamilyV6 = 10;

    readonly ReadOnlySpan<byte> data;

    InetDiagMessage(ReadOnlySpan<byte> data) => this.data = data;

    public byte State => data[1];
    public ushort LocalPort => BinaryPrimitives.ReadUInt16BigEndian(data[4..]);
    public ushort PeerPort => BinaryPrimitives.ReadUInt16BigEndian(data[6..]);
    public InetAddress LocalAddress => Address(8);
    public InetAddress PeerAddress => Address(24);
    public uint InterfaceIndex => BinaryPrimitives.ReadUInt32LittleEndian(data[40..]);
    public uint ReceiveQueue => BinaryPrimitives.ReadUInt32LittleEndian(data[56..]);
    public uint SendQueue => BinaryPrimitives.ReadUInt32LittleEndian(data[60..]);
    public uint UserId => BinaryPrimitives.ReadUInt32LittleEndian(data[64..]);
    public uint Inode => BinaryPrimitives.ReadUInt32LittleEndian(data[68..]);

    /// <summary>Null for IPv4 sockets and kernels that do not tell.</summary>
    public bool? V6Only { get; private init; }

    /// <summary>0 on kernels before 5.10 or without cgroup v2.</summary>
    public ulong CgroupId { get; private init; }

    /// <summary>struct tcp_info, empty unless it was asked for.</summary>
    public ReadOnlySpan<byte> TcpInfo { get; private init; }

    public static bool TryRead(ReadOnlySpan<byte> payload, out InetDiagMessage message)
    {
        message = default;
        if (payload.Length < Size) return false;
        bool? v6Only = null;
        ulong cgroup = 0;
        ReadOnlySpan<byte> info = default;
        var attributes = new AttributeReader(payload[Size..]);
        while (attributes.Next())
        {
            if (attributes.Type == AttributeV6Only && attributes.Value.Length >= 1) v6Only = attributes.Value[0] != 0;
            else if (attributes.Type == AttributeCgroupId && attributes.Value.Length >= 8) cgroup = BinaryPrimitives.ReadUInt64LittleEndian(attributes.Value);
            else if (attributes.Type == AttributeInfo) info = attributes.Value;
        }
        message = new InetDiagMessage(payload) { V6Only = v6Only, CgroupId = cgroup, TcpInfo = info };
        return true;
    }

    InetAddress Address(int offset) => data[0] == FamilyV6
        ? InetAddress.V6(data.Slice(offset, 16))
        : InetAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(data[offset..]));
}
