using Berth.Model.Addressing;

namespace Berth.Model.Machine;

/// <summary>A network interface and its addresses.</summary>
/// <param name="Kind">What it leads to, judged from the kernel's link kind and the name.</param>
public sealed record NetworkInterface(uint Index, string Name, InterfaceKind Kind, bool IsUp, IReadOnlyList<InterfaceAddress> Addresses)
{
    /// <summary>net.ipv4.conf.*.route_localnet: 127.0.0.0/8 is reachable from outside through it.</summary>
    public bool RoutesLocalnet { get; init; }

    /// <summary>What arrives there for somebody else is passed on.</summary>
    public bool ForwardsV4 { get; init; }
    public bool ForwardsV6 { get; init; }

    /// <summary>No packet has it as the interface that it came in by: a dummy, or a port whose packets come in by its bridge.</summary>
    public bool IsSilent { get; init; }
}

public sealed record InterfaceAddress(InetAddress Address, int PrefixLength)
{
    /// <summary>The other end of a point-to-point link, which the prefix is of then; null elsewhere.</summary>
    public InetAddress? Peer { get; init; }
}

public enum InterfaceKind : byte
{
    Loopback,

    /// <summary>Ethernet, Wi-Fi: whatever leads off the machine.</summary>
    Physical,

    /// <summary>A bridge, veth or tap that leads to containers or virtual machines.</summary>
    Container,

    /// <summary>A tunnel: wireguard, tun, tailscale...</summary>
    Vpn,
}
