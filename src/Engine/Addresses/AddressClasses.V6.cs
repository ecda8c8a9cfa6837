using System.Buffers.Binary;
using Berth.Model.Addressing;
using static Berth.Engine.Addresses.AddressTraits;

namespace Berth.Engine.Addresses;

// https://www.iana.org/assignments/iana-ipv6-special-registry
public static partial class AddressClasses
{
    static readonly AddressClass UnassignedV6 =
        V6(0, 0, 0, "unassigned", "RFC 4291", Reserved, "Outside 2000::/3, the only part of IPv6 that is given out so far.");

    // From the longest prefix to the shortest. The two numbers are the halves of the network's address.
    static readonly AddressClass[] V6Blocks =
    [
        V6(0, 0, 128, "wildcard", "RFC 4291", Wildcard, "Stands for every address of the machine when a socket is bound to it, IPv4 too unless the socket says IPv6 only."),
        V6(0, 1, 128, "loopback", "RFC 4291", Loopback, "Never leaves the machine: only programs on it can connect."),
        V6(0x2001_0001_0000_0000, 1, 128, "port control anycast", "RFC 7723", Public, "Any Port Control Protocol server nearby."),
        V6(0x2001_0001_0000_0000, 2, 128, "TURN anycast", "RFC 8155", Public, "Any TURN relay nearby."),
        V6(0x0064_ff9b_0000_0000, 0, 96, "NAT64", "RFC 6052", Public | EmbedsV4, "An IPv4 address on the other side of a NAT64 gateway."),
        V6(0x0100_0000_0000_0000, 0, 64, "discard", "RFC 6666", Reserved, "Routers throw away what is sent here."),
        V6(0x0100_0000_0000_0001, 0, 64, "dummy", "RFC 9780", Reserved, "A stand-in for a node without a route."),
        V6(0x0064_ff9b_0001_0000, 0, 48, "NAT64, own network", "RFC 8215", Private | EmbedsV4, "An IPv4 address behind a NAT64 gateway of one's own network."),
        V6(0x2001_0002_0000_0000, 0, 48, "benchmarking", "RFC 5180", Reserved, "For tests of network devices."),
        V6(0x2001_0004_0112_0000, 0, 48, "AS112", "RFC 7535", Public, "The AS112 service, which answers reverse lookups of private addresses."),
        V6(0x2620_004f_8000_0000, 0, 48, "AS112", "RFC 7534", Public, "The AS112 service, which answers reverse lookups of private addresses."),
        V6(0x2001_0000_0000_0000, 0, 32, "Teredo", "RFC 4380", Public | EmbedsV4, "A tunnel through IPv4 NAT; long out of use."),
        V6(0x2001_0003_0000_0000, 0, 32, "AMT relay", "RFC 7450", Public, "Relays of automatic multicast tunnelling."),
        V6(0x2001_0db8_0000_0000, 0, 32, "documentation", "RFC 3849", Documentation, "For examples: no machine should have it."),
        V6(0x2001_0010_0000_0000, 0, 28, "ORCHID", "RFC 4843", Reserved, "Cryptographic identifiers, first version: withdrawn."),
        V6(0x2001_0020_0000_0000, 0, 28, "ORCHIDv2", "RFC 7343", Public, "Cryptographic identifiers that look like addresses; not routed."),
        V6(0x2001_0030_0000_0000, 0, 28, "drone identifiers", "RFC 9374", Public, "Identifiers of unmanned aircraft; not routed."),
        V6(0x2001_0000_0000_0000, 0, 23, "IETF protocols", "RFC 2928", Reserved, "Kept for IETF protocol assignments."),
        V6(0x3fff_0000_0000_0000, 0, 20, "documentation", "RFC 9637", Documentation, "For examples: no machine should have it."),
        V6(0x2002_0000_0000_0000, 0, 16, "6to4", "RFC 3056", Public | EmbedsV4, "An IPv4 address tunnelled as 6to4; withdrawn from use."),
        V6(0x5f00_0000_0000_0000, 0, 16, "segment routing", "RFC 9602", Reserved, "Segment identifiers inside a provider's network."),
        V6(0xff01_0000_0000_0000, 0, 16, "multicast, this machine", "RFC 4291", Multicast | Loopback, "A group inside the machine."),
        V6(0xff02_0000_0000_0000, 0, 16, "multicast, this segment", "RFC 4291", Multicast, "A group on one network segment, such as mDNS on ff02::fb."),
        V6(0xfe80_0000_0000_0000, 0, 10, "link-local", "RFC 4291", LinkLocal, "Valid on one network segment; every IPv6 interface has one."),
        V6(0xfec0_0000_0000_0000, 0, 10, "site-local", "RFC 3879", Private, "The older private range, withdrawn from use."),
        V6(0xff00_0000_0000_0000, 0, 8, "multicast", "RFC 4291", Multicast, "A group of receivers rather than one machine."),
        V6(0xfc00_0000_0000_0000, 0, 7, "unique local", "RFC 4193", Private, "A private network, the IPv6 counterpart of 10.0.0.0/8; Tailscale uses fd7a:115c:a1e0::/48."),
        V6(0x2000_0000_0000_0000, 0, 3, "public", "RFC 4291", Public, "A public address: anybody on the internet can send to it, unless something in between refuses."),
    ];

    static AddressClass V6(ulong high, ulong low, int length, string name, string rfc, AddressTraits traits, string meaning)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        return new AddressClass(name, InetAddress.V6(bytes), length, rfc, traits, meaning);
    }
}
