using System.Buffers.Binary;
using System.Text;
using Berth.Model;

namespace Berth.Linux.Netlink;

/// <summary>An RTM_NEWLINK message: one network interface (include/uapi/linux/if_link.h, rtnetlink(7)).</summary>
public sealed record LinkMessage(uint Index, string Name, string Kind, bool IsUp, bool IsLoopback, bool IsPointToPoint)
{
    public const ushort GetLink = 18, NewLink = 16;

    /// <summary>struct ifinfomsg, all zero: every interface.</summary>
    public static ReadOnlySpan<byte> Request => new byte[16];

    const ushort AttributeName = 3, AttributeLinkInfo = 18, LinkInfoKind = 1;
    const uint FlagUp = 0x1, FlagLoopback = 0x8, FlagPointToPoint = 0x10;

    public static LinkMessage? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 16) return null;
        string name = "", kind = "";
        var attributes = new AttributeReader(payload[16..]);
        while (attributes.Next())
        {
            if (attributes.Type == AttributeName) name = Text(attributes.Value);
            else if (attributes.Type == AttributeLinkInfo) kind = ReadKind(attributes.Value);
        }
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(payload[8..]);
        return new LinkMessage(
            BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]), name, kind,
            (flags & FlagUp) != 0, (flags & FlagLoopback) != 0, (flags & FlagPointToPoint) != 0);
    }

    /// <summary>What the interface leads to, judged from the kernel's link kind, then from the names that VPN programs use.</summary>
    public InterfaceKind Classify()
    {
        if (IsLoopback) return InterfaceKind.Loopback;
        switch (Kind)
        {
            case "veth" or "bridge" or "macvlan" or "ipvlan":
                // A bridge may carry the machine's own address (br0 over eth0); those of container engines are known by name.
                return Kind != "bridge" || IsContainerBridge(Name) ? InterfaceKind.Container : InterfaceKind.Physical;
            case "wireguard" or "tun" or "ppp" or "ipip" or "gre" or "sit" or "vti" or "xfrm":
                return IsVirtualMachineTap(Name) ? InterfaceKind.Container : InterfaceKind.Vpn;
        }
        if (StartsWithAny(Name, "wg", "tun", "utun", "tailscale", "zt", "ppp", "nordlynx", "proton")) return InterfaceKind.Vpn;
        return IsContainerBridge(Name) || IsVirtualMachineTap(Name) ? InterfaceKind.Container : InterfaceKind.Physical;
    }

    static bool IsContainerBridge(string name) =>
        StartsWithAny(name, "docker", "br-", "podman", "cni", "virbr", "lxcbr", "lxdbr", "incusbr", "nerdctl", "kube-", "flannel", "cilium", "vmnet", "vboxnet");

    static bool IsVirtualMachineTap(string name) => StartsWithAny(name, "tap", "vnet", "fwln");

    static bool StartsWithAny(string name, params ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return true;
        return false;
    }

    static string ReadKind(ReadOnlySpan<byte> nested)
    {
        var attributes = new AttributeReader(nested);
        while (attributes.Next())
            if (attributes.Type == LinkInfoKind) return Text(attributes.Value);
        return "";
    }

    static string Text(ReadOnlySpan<byte> value)
    {
        var end = value.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? value : value[..end]);
    }
}
