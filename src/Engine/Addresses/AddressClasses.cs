using Berth.Model.Addressing;

namespace Berth.Engine.Addresses;

/// <summary>Says what kind of address an address is. An IPv4-mapped one is judged as the IPv4 address that it carries.</summary>
public static partial class AddressClasses
{
    public static AddressClass Of(InetAddress address)
    {
        var plain = address.Unmapped;
        var isV4 = plain.Family == InetFamily.V4;
        // The first hit is the most specific.
        foreach (var block in isV4 ? V4Blocks : V6Blocks)
            if (plain.IsIn(block.Network, block.PrefixLength)) return block;
        return isV4 ? PublicV4 : UnassignedV6;
    }

    /// <summary>Every class there is, IPv4 first, each from the longest prefix to the shortest.</summary>
    public static IReadOnlyList<AddressClass> All => [.. V4Blocks, PublicV4, .. V6Blocks, UnassignedV6];
}
