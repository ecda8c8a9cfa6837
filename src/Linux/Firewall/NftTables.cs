using Berth.Linux.Native;
using Berth.Linux.Netlink;

namespace Berth.Linux.Firewall;

/// <summary>Asks the kernel whether nf_tables holds any table, without a program (include/uapi/linux/netfilter/nf_tables.h).</summary>
public static class NftTables
{
    const int NetfilterFamily = 12;
    const ushort GetTable = 10 << 8 | 1, NewTable = 10 << 8;

    // struct nfgenmsg: any family, version 0.
    static ReadOnlySpan<byte> Request => new byte[4];

    /// <summary>How many tables there are; -1 with the error when the kernel does not say.</summary>
    public static int Count(out Errno error)
    {
        using var netlink = NetlinkSocket.Open(NetfilterFamily, out error);
        if (netlink is null) return -1;
        var count = 0;
        var isRead = netlink.Dump(GetTable, Request, (type, _) =>
        {
            if (type == NewTable) count++;
        }, out error);
        return isRead ? count : -1;
    }
}
