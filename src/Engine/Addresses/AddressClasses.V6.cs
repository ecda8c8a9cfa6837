using static Berth.Engine.Addresses.AddressTraits;

namespace Berth.Engine.Addresses;

// https://www.iana.org/assignments/iana-ipv6-special-registry
public static partial class AddressClasses
{
    static readonly AddressClass UnassignedV6 =
        new("unassigned", "::/0", "RFC 4291", Reserved, "Outside 2000::/3, the only part of IPv6 that is given out so far.");

    static readonly Block[] V6Blocks = Ordered(
        new("wildcard", "::/128", "RFC 4291", Wildcard, "Stands for every address of the machine when a socket is bound to it, IPv4 too unless the socket says IPv6 only."),
        new("loopback", "::1/128", "RFC 4291", Loopback, "Never leaves the machine: only programs on it can connect."),
        new("NAT64", "64:ff9b::/96", "RFC 6052", Public | EmbedsV4, "An IPv4 address on the other side of a NAT64 gateway."),
        new("NAT64, own network", "64:ff9b:1::/48", "RFC 8215", Private | EmbedsV4, "An IPv4 address behind a NAT64 gateway of one's own network."),
        new("discard", "100::/64", "RFC 6666", Reserved, "Routers throw away what is sent here."),
        new("dummy", "100:0:0:1::/64", "RFC 9780", Reserved, "A stand-in for a node without a route."),
        new("IETF protocols", "2001::/23", "RFC 2928", Reserved, "Kept for IETF protocol assignments."),
        new("Teredo", "2001::/32", "RFC 4380", Public | EmbedsV4, "A tunnel through IPv4 NAT; long out of use."),
        new("port control anycast", "2001:1::1/128", "RFC 7723", Public, "Any Port Control Protocol server nearby."),
        new("TURN anycast", "2001:1::2/128", "RFC 8155", Public, "Any TURN relay nearby."),
        new("benchmarking", "2001:2::/48", "RFC 5180", Reserved, "For tests of network devices."),
        new("AMT relay", "2001:3::/32", "RFC 7450", Public, "Relays of automatic multicast tunnelling."),
        new("AS112", "2001:4:112::/48", "RFC 7535", Public, "The AS112 service, which answers reverse lookups of private addresses."),
        new("ORCHID", "2001:10::/28", "RFC 4843", Reserved, "Cryptographic identifiers, first version: withdrawn."),
        new("ORCHIDv2", "2001:20::/28", "RFC 7343", Public, "Cryptographic identifiers that look like addresses; not routed."),
        new("drone identifiers", "2001:30::/28", "RFC 9374", Public, "Identifiers of unmanned aircraft; not routed."),
        new("documentation", "2001:db8::/32", "RFC 3849", Documentation, "For examples: no machine should have it."),
        new("6to4", "2002::/16", "RFC 3056", Public | EmbedsV4, "An IPv4 address tunnelled as 6to4; withdrawn from use."),
        new("AS112", "2620:4f:8000::/48", "RFC 7534", Public, "The AS112 service, which answers reverse lookups of private addresses."),
        new("documentation", "3fff::/20", "RFC 9637", Documentation, "For examples: no machine should have it."),
        new("public", "2000::/3", "RFC 4291", Public, "A public address: anybody on the internet can send to it, unless something in between refuses."),
        new("segment routing", "5f00::/16", "RFC 9602", Reserved, "Segment identifiers inside a provider's network."),
        new("unique local", "fc00::/7", "RFC 4193", Private, "A private network, the IPv6 counterpart of 10.0.0.0/8; Tailscale uses fd7a:115c:a1e0::/48."),
        new("link-local", "fe80::/10", "RFC 4291", LinkLocal, "Valid on one network segment; every IPv6 interface has one."),
        new("site-local", "fec0::/10", "RFC 3879", Private, "The older private range, withdrawn from use."),
        new("multicast", "ff00::/8", "RFC 4291", Multicast, "A group of receivers rather than one machine."),
        new("multicast, this machine", "ff01::/16", "RFC 4291", Multicast | Loopback, "A group inside the machine."),
        new("multicast, this segment", "ff02::/16", "RFC 4291", Multicast, "A group on one network segment, such as mDNS on ff02::fb."));
}
