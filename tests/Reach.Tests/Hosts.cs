using Berth.Model;

namespace Berth.Reach.Tests;

/// <summary>Machines built by hand.</summary>
static class Hosts
{
    public static InetAddress Address(string text) => InetAddress.TryParse(text, out var address) ? address : throw new FormatException(text);

    public static NetworkInterface Link(uint index, string name, InterfaceKind kind, params string[] addresses) => new(index, name, kind, true, [.. addresses.Select(Own)])
    {
        ForwardsV4 = true,
        ForwardsV6 = true,
    };

    static InterfaceAddress Own(string text)
    {
        var slash = text.IndexOf('/');
        return new InterfaceAddress(Address(text[..slash]), int.Parse(text[(slash + 1)..]));
    }

    /// <summary>A server with a private and a public network, containers and a VPN, over IPv4 and IPv6.</summary>
    public static HostFacts Server { get; } = new()
    {
        System = OperatingSystemKind.Linux,
        Interfaces =
        [
            Link(1, "lo", InterfaceKind.Loopback, "127.0.0.1/8", "::1/128"),
            Link(2, "eth0", InterfaceKind.Physical, "192.168.1.5/24", "fd00:1::5/64"),
            Link(3, "eth1", InterfaceKind.Physical, "93.184.216.5/24", "2606:4700::5/64"),
            Link(4, "docker0", InterfaceKind.Container, "172.17.0.1/16", "fd00:17::1/64"),
            Link(5, "tailscale0", InterfaceKind.Vpn, "100.101.1.2/32", "fd7a:115c:a1e0::2/128"),
        ],
    };

    public static SocketRecord Listener(string at, Protocol protocol = Protocol.Tcp, bool v6Only = false)
    {
        var colon = at.LastIndexOf(':');
        return new SocketRecord
        {
            Protocol = protocol,
            State = protocol == Protocol.Udp ? SocketState.Unconnected : SocketState.Listen,
            LocalAddress = Address(at[..colon]),
            LocalPort = new Port(ushort.Parse(at[(colon + 1)..])),
            V6Only = at.Contains('[') ? v6Only : null,
            Inode = 1,
            Namespace = new NetworkNamespace(1, "host", true),
        };
    }
}
