namespace Berth.Engine.Addresses;

/// <summary>What an address block implies for who can talk to it.</summary>
[Flags]
public enum AddressTraits
{
    None = 0,
    Wildcard = 1,
    Loopback = 2,

    /// <summary>Private use: RFC 1918 and IPv6 unique local addresses.</summary>
    Private = 4,
    LinkLocal = 8,

    /// <summary>100.64.0.0/10: carriers' NAT, and what overlay networks such as Tailscale hand out.</summary>
    Shared = 16,
    Multicast = 32,
    Broadcast = 64,
    Documentation = 128,

    /// <summary>Not to be seen on any network: reserved, benchmarking, discard.</summary>
    Reserved = 256,

    /// <summary>Carries an IPv4 address inside: mapped, NAT64, 6to4, Teredo.</summary>
    EmbedsV4 = 512,

    /// <summary>Globally reachable unicast.</summary>
    Public = 1024,
}
