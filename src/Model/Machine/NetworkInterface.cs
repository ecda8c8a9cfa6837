namespace Berth.Model;

/// <summary>A network interface and its addresses.</summary>
/// <param name="Kind">What it leads to, judged from the kernel's link kind and the name.</param>
public sealed record NetworkInterface(uint Index, string Name, InterfaceKind Kind, bool IsUp, IReadOnlyList<InterfaceAddress> Addresses);

public sealed record InterfaceAddress(InetAddress Address, int PrefixLength);

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
