namespace Berth.Model.Firewall;

/// <summary>What a rule can ask of a packet. Numbers are in host order; names are interface names.</summary>
public enum PacketField : byte
{
    /// <summary>4 or 6.</summary>
    Family,

    /// <summary>The transport protocol's number: 6, 17, 58...</summary>
    Protocol,
    SourceAddress,
    DestinationAddress,
    SourcePort,
    DestinationPort,
    InputInterface,
    OutputInterface,

    /// <summary>ARPHRD_ numbers: 1 ether, 772 loopback.</summary>
    InputInterfaceType,

    /// <summary>One bit of <see cref="ConnectionStates"/>.</summary>
    ConnectionState,

    /// <summary>The same with <see cref="ConnectionStates.SourceNat"/> and <see cref="ConnectionStates.DestinationNat"/>, as iptables asks.</summary>
    ConnectionStateAndNat,

    /// <summary>Bits of <see cref="ConnectionStatuses"/>.</summary>
    ConnectionStatus,

    /// <summary>0 original, 1 reply.</summary>
    ConnectionDirection,
    ConnectionProtocol,
    OriginalSource,
    OriginalDestination,
    OriginalDestinationPort,

    /// <summary>RTN_ numbers: 1 unicast, 2 local, 3 broadcast, 5 multicast.</summary>
    SourceType,
    DestinationType,
    IcmpType,
    IcmpCode,
    TcpFlags,
    HopLimit,
    Mark,

    /// <summary>PACKET_ numbers: 0 host, 1 broadcast, 2 multicast.</summary>
    PacketType,
}

/// <param name="Mask">Only these bits are compared; null: all.</param>
public sealed record FieldMask(PacketField Field, UInt128? Mask = null);

/// <summary>include/uapi/linux/netfilter/nf_conntrack_common.h: NF_CT_STATE_BIT.</summary>
public static class ConnectionStates
{
    public const uint Invalid = 1, Established = 2, Related = 4, New = 8, Untracked = 64;

    /// <summary>include/uapi/linux/netfilter/xt_conntrack.h: not states, but asked for among them.</summary>
    public const uint SourceNat = 128, DestinationNat = 256;
}

/// <summary>include/uapi/linux/netfilter/nf_conntrack_common.h: enum ip_conntrack_status.</summary>
public static class ConnectionStatuses
{
    public const uint Expected = 1, SeenReply = 2, Assured = 4, Confirmed = 8, SourceNat = 16, DestinationNat = 32;
}
