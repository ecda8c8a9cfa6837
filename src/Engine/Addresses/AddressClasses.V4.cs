using static Berth.Engine.Addresses.AddressTraits;

namespace Berth.Engine.Addresses;

// https://www.iana.org/assignments/iana-ipv4-special-registry
public static partial class AddressClasses
{
    static readonly AddressClass PublicV4 =
        new("public", "0.0.0.0/0", "RFC 791", Public, "A public address: anybody on the internet can send to it, unless something in between refuses.");

    static readonly Block[] V4Blocks = Ordered(
        new("wildcard", "0.0.0.0/32", "RFC 1122", Wildcard, "Stands for every IPv4 address of the machine when a socket is bound to it."),
        new("this network", "0.0.0.0/8", "RFC 791", Reserved, "\"This network\": a source only, never a destination."),
        new("private", "10.0.0.0/8", "RFC 1918", Private, "A private network: reachable from the networks it is routed in, not from the internet."),
        new("shared", "100.64.0.0/10", "RFC 6598", Shared, "Shared by carriers for NAT, and used by overlay networks such as Tailscale: neither a LAN nor public."),
        new("loopback", "127.0.0.0/8", "RFC 1122", Loopback, "Never leaves the machine: only programs on it can connect."),
        new("link-local", "169.254.0.0/16", "RFC 3927", LinkLocal, "Self-assigned where no address was handed out: valid on one network segment; also cloud metadata services."),
        new("private", "172.16.0.0/12", "RFC 1918", Private, "A private network, often one that a container engine made."),
        new("IETF protocols", "192.0.0.0/24", "RFC 6890", Reserved, "Kept for IETF protocol assignments."),
        new("DS-Lite", "192.0.0.0/29", "RFC 7335", Reserved, "Between a home router and its carrier where IPv4 is carried over IPv6."),
        new("port control anycast", "192.0.0.9/32", "RFC 7723", Public, "Any Port Control Protocol server nearby."),
        new("TURN anycast", "192.0.0.10/32", "RFC 8155", Public, "Any TURN relay nearby."),
        new("documentation", "192.0.2.0/24", "RFC 5737", Documentation, "TEST-NET-1, for examples: no machine should have it."),
        new("AS112", "192.31.196.0/24", "RFC 7535", Public, "The AS112 service, which answers reverse lookups of private addresses."),
        new("AMT relay", "192.52.193.0/24", "RFC 7450", Public, "Relays of automatic multicast tunnelling."),
        new("6to4 relay", "192.88.99.0/24", "RFC 7526", Reserved, "Relays of 6to4, withdrawn from use."),
        new("private", "192.168.0.0/16", "RFC 1918", Private, "A private network, typically at home or in an office."),
        new("AS112", "192.175.48.0/24", "RFC 7534", Public, "The AS112 service, which answers reverse lookups of private addresses."),
        new("benchmarking", "198.18.0.0/15", "RFC 2544", Reserved, "For tests of network devices; some VPN clients and proxies use it for themselves."),
        new("documentation", "198.51.100.0/24", "RFC 5737", Documentation, "TEST-NET-2, for examples: no machine should have it."),
        new("documentation", "203.0.113.0/24", "RFC 5737", Documentation, "TEST-NET-3, for examples: no machine should have it."),
        new("multicast, this segment", "224.0.0.0/24", "RFC 5771", Multicast, "Groups that a router never forwards, such as mDNS on 224.0.0.251."),
        new("multicast", "224.0.0.0/4", "RFC 5771", Multicast, "A group of receivers rather than one machine."),
        new("multicast, own site", "239.0.0.0/8", "RFC 2365", Multicast, "Groups inside an organisation, such as SSDP on 239.255.255.250."),
        new("reserved", "240.0.0.0/4", "RFC 1112", Reserved, "Kept for future use: most systems refuse it."),
        new("broadcast", "255.255.255.255/32", "RFC 919", Broadcast, "Everybody on the network segment."));
}
