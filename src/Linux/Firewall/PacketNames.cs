using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

/// <summary>The names that nft and iptables give to numbers of packets. A name that is not here makes its match unknown, never wrong.</summary>
static class PacketNames
{
    // https://www.iana.org/assignments/protocol-numbers, as /etc/protocols spells them.
    public static UInt128? Protocol(string name) => name switch
    {
        "icmp" => 1, "igmp" => 2, "ipencap" => 4, "tcp" => 6, "udp" => 17, "dccp" => 33, "ipv6" => 41, "gre" => 47, "esp" => 50, "ah" => 51,
        "icmpv6" or "ipv6-icmp" => 58, "sctp" => 132, "udplite" => 136,
        _ => null,
    };

    // The bits of ConnectionStates.
    public static UInt128? ConnectionState(string name) => name switch
    {
        "invalid" => ConnectionStates.Invalid,
        "established" => ConnectionStates.Established,
        "related" => ConnectionStates.Related,
        "new" => ConnectionStates.New,
        "untracked" => ConnectionStates.Untracked,
        _ => null,
    };

    // iptables counts changed addresses among the states.
    public static UInt128? ConnectionStateAndNat(string name) => name switch
    {
        "snat" => ConnectionStates.SourceNat,
        "dnat" => ConnectionStates.DestinationNat,
        _ => ConnectionState(name),
    };

    public static UInt128? ConnectionStatus(string name) => name switch
    {
        "expected" => ConnectionStatuses.Expected,
        "seen-reply" or "seen_reply" => ConnectionStatuses.SeenReply,
        "assured" => ConnectionStatuses.Assured,
        "confirmed" => ConnectionStatuses.Confirmed,
        "snat" => ConnectionStatuses.SourceNat,
        "dnat" => ConnectionStatuses.DestinationNat,
        _ => null,
    };

    // include/uapi/linux/rtnetlink.h: RTN_UNICAST...
    public static UInt128? AddressType(string name) => name switch
    {
        "unspec" => 0, "unicast" => 1, "local" => 2, "broadcast" => 3, "anycast" => 4, "multicast" => 5, "blackhole" => 6, "unreachable" => 7, "prohibit" => 8,
        _ => null,
    };

    public static UInt128? TcpFlag(string name) => name switch
    {
        "fin" => 1, "syn" => 2, "rst" => 4, "psh" => 8, "ack" => 16, "urg" => 32, "ecn" or "ece" => 64, "cwr" => 128, "all" => 63, "none" => 0,
        _ => null,
    };

    public static UInt128? PacketType(string name) => name switch
    {
        "host" or "unicast" => 0, "broadcast" => 1, "multicast" => 2, "other" => 3,
        _ => null,
    };

    public static UInt128? IcmpV4(string name) => name switch
    {
        "echo-reply" or "pong" => 0, "destination-unreachable" => 3, "source-quench" => 4, "redirect" => 5, "echo-request" or "ping" => 8,
        "router-advertisement" => 9, "router-solicitation" => 10, "time-exceeded" or "ttl-exceeded" => 11, "parameter-problem" => 12,
        "timestamp-request" => 13, "timestamp-reply" => 14, "info-request" => 15, "info-reply" => 16,
        "address-mask-request" => 17, "address-mask-reply" => 18,
        _ => null,
    };

    public static UInt128? IcmpV6(string name) => name switch
    {
        "destination-unreachable" => 1, "packet-too-big" => 2, "time-exceeded" or "ttl-exceeded" => 3, "parameter-problem" => 4,
        "echo-request" or "ping" => 128, "echo-reply" or "pong" => 129,
        "mld-listener-query" => 130, "mld-listener-report" => 131, "mld-listener-done" or "mld-listener-reduction" => 132,
        "nd-router-solicit" or "router-solicitation" => 133, "nd-router-advert" or "router-advertisement" => 134,
        "nd-neighbor-solicit" or "neighbor-solicitation" or "neighbour-solicitation" => 135,
        "nd-neighbor-advert" or "neighbor-advertisement" or "neighbour-advertisement" => 136,
        "nd-redirect" or "redirect" => 137, "router-renumbering" => 138, "ind-neighbor-solicit" => 141, "ind-neighbor-advert" => 142,
        "mld2-listener-report" => 143,
        _ => null,
    };

    // include/uapi/linux/if_arp.h
    public static UInt128? InterfaceType(string name) => name switch
    {
        "ether" => 1, "ppp" => 512, "loopback" => 772, "sit" => 776, "ipgre" => 778,
        _ => null,
    };
}
