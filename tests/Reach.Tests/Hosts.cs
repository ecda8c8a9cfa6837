using Berth.Model.Addressing;
using Berth.Model.Machine;
using Berth.Model.Sockets;

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

    /// <summary>
    /// A machine with what is easily forgotten: a service address on loopback, two ways out, a carrier's network, a tunnel with nothing
    /// but its own address, a pair without any, link-local addresses.
    /// </summary>
    public static HostFacts Lab { get; } = new()
    {
        System = OperatingSystemKind.Linux,
        Interfaces =
        [
            Link(1, "lo", InterfaceKind.Loopback, "127.0.0.1/8", "::1/128", "203.0.115.9/32"),
            Link(2, "eth0", InterfaceKind.Physical, "192.168.1.5/24", "fd00:1::5/64", "fe80::5/64"),
            Link(3, "eth1", InterfaceKind.Physical, "93.184.216.5/24", "2606:4700::5/64"),
            Link(4, "docker0", InterfaceKind.Container, "172.17.0.1/16"),
            Link(5, "tun0", InterfaceKind.Vpn, "172.29.5.2/32"),
            Link(6, "cali12", InterfaceKind.Container),
            Link(7, "eth2", InterfaceKind.Physical, "100.64.3.4/24"),
        ],
        Routes =
        [
            Way("0.0.0.0/0", 3, 50), Way("0.0.0.0/0", 2, 100), Way("10.0.0.0/8", 2), Way("172.30.9.2/32", 6), Way("::/0", 3),
            Way("192.168.1.0/24", 2), Way("93.184.216.0/24", 3), Way("172.17.0.0/16", 4), Way("100.64.3.0/24", 7), Way("100.64.0.0/10", 7),
            Way("fd00:1::/64", 2), Way("fe80::/64", 2), Way("2606:4700::/64", 3), Way("0.0.0.0/0", 5) with { Table = 51820 },
        ],
    };

    public static IReadOnlyList<string> LabCallers { get; } =
    [
        "eth0 192.168.1.20", "eth0 192.168.1.200", "eth0 203.0.114.7", "eth0 10.1.2.3", "eth0 192.168.1.30 > 172.17.0.1", "eth0 192.168.1.31 > 203.0.115.9",
        "eth0 fe80::20 > fd00:1::5", "eth0 fe80::20 > fe80::5", "eth0 fd00:1::20", "eth0 fd00:1::21 > fe80::5", "eth0 fd00:1::22 > 2606:4700::5",
        "tun0 172.29.5.1", "tun0 10.77.0.1", "tun0 172.29.5.1 > 192.168.1.5", "cali12 172.30.9.2 > 192.168.1.5", "eth2 100.64.3.9", "eth2 100.99.1.1",
        "eth1 8.8.8.8", "eth1 93.184.216.77", "eth1 2a00:1450::8", "docker0 172.17.0.2", "docker0 172.17.0.2 > 192.168.1.5", "lo 127.0.0.1", "lo ::1",
    ];

    static Route Way(string network, uint link, uint metric = 0) =>
        new(Address(network[..network.IndexOf('/')]), int.Parse(network[(network.IndexOf('/') + 1)..]), link, metric);

    public static IReadOnlyList<string> ServerCallers { get; } =
    [
        "eth0 192.168.1.20", "eth0 192.168.1.200", "eth0 10.1.2.3", "eth0 10.0.0.7",
        "eth1 93.184.216.77", "eth1 8.8.8.8", "eth1 198.41.0.4", "docker0 172.17.0.2", "docker0 172.17.9.9",
        "tailscale0 100.100.7.7", "lo 127.0.0.1",
        "eth0 fd00:1::20", "eth0 fd00:1::beef", "eth0 fd00:2::7", "eth1 2606:4700::77", "eth1 2a00:1450::8",
        "docker0 fd00:17::2", "lo ::1",
    ];

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
