using Berth.Model.Addressing;
using static Berth.Engine.Addresses.AddressTraits;

namespace Berth.Engine.Addresses;

// https://www.iana.org/assignments/iana-ipv4-special-registry
public static partial class AddressClasses
{
    static readonly AddressClass PublicV4 =
        V4(0, 0, 0, 0, 0, "public", "RFC 791", Public, "A public address: anybody on the internet can send to it, unless something in between refuses.");

    // From the longest prefix to the shortest.
    static readonly AddressClass[] V4Blocks =
    [
        V4(0, 0, 0, 0, 32, "wildcard", "RFC 1122", Wildcard, "Stands for every IPv4 address of the machine when a socket is bound to it."),
        V4(192, 0, 0, 9, 32, "port control anycast", "RFC 7723", Public, "Any Port Control Protocol server nearby."),
        V4(192, 0, 0, 10, 32, "TURN anycast", "RFC 8155", Public, "Any TURN relay nearby."),
        V4(255, 255, 255, 255, 32, "broadcast", "RFC 919", Broadcast, "Everybody on the network segment."),
        V4(192, 0, 0, 0, 29, "DS-Lite", "RFC 7335", Reserved, "Between a home router and its carrier where IPv4 is carried over IPv6."),
        V4(192, 0, 0, 0, 24, "IETF protocols", "RFC 6890", Reserved, "Kept for IETF protocol assignments."),
        V4(192, 0, 2, 0, 24, "documentation", "RFC 5737", Documentation, "TEST-NET-1, for examples: no machine should have it."),
        V4(192, 31, 196, 0, 24, "AS112", "RFC 7535", Public, "The AS112 service, which answers reverse lookups of private addresses."),
        V4(192, 52, 193, 0, 24, "AMT relay", "RFC 7450", Public, "Relays of automatic multicast tunnelling."),
        V4(192, 88, 99, 0, 24, "6to4 relay", "RFC 7526", Reserved, "Relays of 6to4, withdrawn from use."),
        V4(192, 175, 48, 0, 24, "AS112", "RFC 7534", Public, "The AS112 service, which answers reverse lookups of private addresses."),
        V4(198, 51, 100, 0, 24, "documentation", "RFC 5737", Documentation, "TEST-NET-2, for examples: no machine should have it."),
        V4(203, 0, 113, 0, 24, "documentation", "RFC 5737", Documentation, "TEST-NET-3, for examples: no machine should have it."),
        V4(224, 0, 0, 0, 24, "multicast, this segment", "RFC 5771", Multicast, "Groups that a router never forwards, such as mDNS on 224.0.0.251."),
        V4(169, 254, 0, 0, 16, "link-local", "RFC 3927", LinkLocal, "Self-assigned where no address was handed out: valid on one network segment; also cloud metadata services."),
        V4(192, 168, 0, 0, 16, "private", "RFC 1918", Private, "A private network, typically at home or in an office."),
        V4(198, 18, 0, 0, 15, "benchmarking", "RFC 2544", Reserved, "For tests of network devices; some VPN clients and proxies use it for themselves."),
        V4(172, 16, 0, 0, 12, "private", "RFC 1918", Private, "A private network, often one that a container engine made."),
        V4(100, 64, 0, 0, 10, "shared", "RFC 6598", Shared, "Shared by carriers for NAT, and used by overlay networks such as Tailscale: neither a LAN nor public."),
        V4(0, 0, 0, 0, 8, "this network", "RFC 791", Reserved, "\"This network\": a source only, never a destination."),
        V4(10, 0, 0, 0, 8, "private", "RFC 1918", Private, "A private network: reachable from the networks it is routed in, not from the internet."),
        V4(127, 0, 0, 0, 8, "loopback", "RFC 1122", Loopback, "Never leaves the machine: only programs on it can connect."),
        V4(239, 0, 0, 0, 8, "multicast, own site", "RFC 2365", Multicast, "Groups inside an organisation, such as SSDP on 239.255.255.250."),
        V4(224, 0, 0, 0, 4, "multicast", "RFC 5771", Multicast, "A group of receivers rather than one machine."),
        V4(240, 0, 0, 0, 4, "reserved", "RFC 1112", Reserved, "Kept for future use: most systems refuse it."),
    ];

    static AddressClass V4(byte a, byte b, byte c, byte d, int length, string name, string rfc, AddressTraits traits, string meaning) =>
        new(name, InetAddress.V4((uint)(a << 24 | b << 16 | c << 8 | d)), length, rfc, traits, meaning);
}
