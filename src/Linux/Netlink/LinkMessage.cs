using System.Buffers.Binary;
using System.Text;
using Berth.Model.Machine;

namespace Berth.Linux.Netlink;

/// <summary>An RTM_NEWLINK message: one network interface (include/uapi/linux/if_link.h, rtnetlink(7)).</summary>
public sealed record LinkMessage(uint Index, string Name, string Kind, bool IsUp, bool IsLoopback, bool IsPointToPoint)
{
    public bool RoutesLocalnet { get; private init; }
    public bool ForwardsV4 { get; private init; }
    public bool ForwardsV6 { get; private init; }

    /// <summary>The interface that this one is a part of; 0 for none.</summary>
    public uint Master { get; private init; }

    /// <summary>Its packets come in by its master: a port of a bridge, or one card of several that are bound together.</summary>
    public bool IsPort { get; private init; }

    /// <summary>Nothing ever comes in by it (drivers/net/dummy.c).</summary>
    public bool IsDummy => Kind == "dummy";

    public const ushort GetLink = 18, NewLink = 16;

    /// <summary>struct ifinfomsg, all zero: every interface.</summary>
    public static ReadOnlySpan<byte> Request => new byte[16];

    const ushort AttributeName = 3, AttributeMaster = 10, AttributeLinkInfo = 18, LinkInfoKind = 1, LinkInfoPortKind = 4, AttributeFamilies = 26;

    // IFLA_AF_SPEC holds the settings of /proc/sys/net/*/conf by number (include/uapi/linux/ip.h, ipv6.h: DEVCONF_*).
    const ushort FamilyV4 = 2, FamilyV6 = 10, ConfV4 = 1, ConfV6 = 2;
    const int V4Forwarding = 0, V4RouteLocalnet = 25, V6Forwarding = 0;
    const uint FlagUp = 0x1, FlagLoopback = 0x8, FlagPointToPoint = 0x10;

    public static LinkMessage? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 16) return null;
        string name = "", kind = "", port = "";
        uint master = 0;
        bool localnet = false, forwards4 = false, forwards6 = false;
        var attributes = new AttributeReader(payload[16..]);
        while (attributes.Next())
        {
            if (attributes.Type == AttributeName) name = Text(attributes.Value);
            else if (attributes.Type == AttributeLinkInfo) (kind, port) = (Text(Nested(attributes.Value, LinkInfoKind)), Text(Nested(attributes.Value, LinkInfoPortKind)));
            else if (attributes.Type == AttributeMaster && attributes.Value.Length == 4) master = BinaryPrimitives.ReadUInt32LittleEndian(attributes.Value);
            else if (attributes.Type == AttributeFamilies)
            {
                var v4 = Nested(Nested(attributes.Value, FamilyV4), ConfV4);
                (forwards4, localnet) = (IsSet(v4, V4Forwarding), IsSet(v4, V4RouteLocalnet));
                forwards6 = IsSet(Nested(Nested(attributes.Value, FamilyV6), ConfV6), V6Forwarding);
            }
        }
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(payload[8..]);
        return new LinkMessage(
            BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]), name, kind,
            (flags & FlagUp) != 0, (flags & FlagLoopback) != 0, (flags & FlagPointToPoint) != 0)
        {
            RoutesLocalnet = localnet,
            ForwardsV4 = forwards4,
            ForwardsV6 = forwards6,
            Master = master,
            IsPort = master != 0 && port is "bridge" or "bond" or "team" or "openvswitch",
        };
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
        if (StartsWithAny(Name, vpns)) return InterfaceKind.Vpn;
        return IsContainerBridge(Name) || IsVirtualMachineTap(Name) ? InterfaceKind.Container : InterfaceKind.Physical;
    }

    static readonly string[] vpns = ["wg", "tun", "utun", "tailscale", "zt", "ppp", "nordlynx", "proton"];
    static readonly string[] containerBridges =
        ["docker", "br-", "podman", "cni", "virbr", "lxcbr", "lxdbr", "incusbr", "nerdctl", "kube-", "flannel", "cilium", "vmnet", "vboxnet"];
    static readonly string[] virtualMachineTaps = ["tap", "vnet", "fwln"];

    static bool IsContainerBridge(string name) =>
        StartsWithAny(name, containerBridges);

    static bool IsVirtualMachineTap(string name) => StartsWithAny(name, virtualMachineTaps);

    static bool StartsWithAny(string name, string[] prefixes)
    {
        foreach (var prefix in prefixes)
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return true;
        return false;
    }

    static ReadOnlySpan<byte> Nested(ReadOnlySpan<byte> nested, ushort type)
    {
        var attributes = new AttributeReader(nested);
        while (attributes.Next())
            if (attributes.Type == type) return attributes.Value;
        return [];
    }

    static bool IsSet(ReadOnlySpan<byte> settings, int number) =>
        settings.Length >= (number + 1) * 4 && BinaryPrimitives.ReadInt32LittleEndian(settings[(number * 4)..]) > 0;

    static string Text(ReadOnlySpan<byte> value)
    {
        var end = value.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? value : value[..end]);
    }
}
