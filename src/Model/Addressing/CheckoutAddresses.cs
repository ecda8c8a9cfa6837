namespace Berth.Model.Addressing;

/// <summary>
/// Where the own addresses of checkouts are from: 127.64.0.0/10, loopback (RFC 1122), away from 127.0.0.0/16, where systems keep names and
/// resolvers (127.0.1.1, 127.0.0.53).
/// </summary>
public static class CheckoutAddresses
{
    public const string Range = "127.64.0.0/10";
    public const uint Network = 0x7f400000, HostBits = 0x003fffff;

    public static bool Contains(InetAddress address) => address.Family == InetFamily.V4 && (address.V4Bits & ~HostBits) == Network;
}
