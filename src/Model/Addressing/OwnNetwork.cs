namespace Berth.Model;

/// <summary>Where the IPv6 addresses of own localhosts are from: locally assigned ones (RFC 4193), on loopback alone.</summary>
public static class OwnNetwork
{
    /// <summary>The last 32 bits are the IPv4 address that goes with it.</summary>
    public const int PrefixLength = 96;

    public static InetAddress V6 { get; } = InetAddress.V6([0xfd, 0x62, 0x65, 0x72, 0x74, 0x68, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
}
