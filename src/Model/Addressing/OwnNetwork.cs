namespace Berth.Model.Addressing;

/// <summary>Where the IPv6 addresses of own localhosts are from: locally assigned ones (RFC 4193), on loopback alone.</summary>
public static class OwnNetwork
{
    /// <summary>The last 32 bits are the IPv4 address that goes with it.</summary>
    public const int PrefixLength = 96;

    public static InetAddress V6 { get; } = InetAddress.V6([0xfd, 0x62, 0x65, 0x72, 0x74, 0x68, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>
    /// What loopback has besides 127.0.0.1 while projects have IPv6 addresses there: resolvers leave out IPv4 when no interface has another
    /// address of it (AI_ADDRCONFIG). One for all projects, and nobody's: the IPv4 dummy address (RFC 7600). It is not of 127.0.0.0/8, because
    /// servers of localhost bind every such address that they see (Puma).
    /// </summary>
    public static InetAddress Mark { get; } = InetAddress.V4(0xc0000008);
}
