using Berth.Model;

namespace Berth.Engine.Addresses;

/// <summary>Says what kind of address an address is. An IPv4-mapped one is judged as the IPv4 address that it carries.</summary>
public static partial class AddressClasses
{
    readonly record struct Block(InetAddress Network, int Length, AddressClass Class);

    public static AddressClass Of(InetAddress address)
    {
        var plain = address.Unmapped;
        // Tables are ordered from the longest prefix to the shortest: the first hit is the most specific.
        foreach (ref readonly var block in (plain.Family == InetFamily.V4 ? V4Blocks : V6Blocks).AsSpan())
            if (plain.IsIn(block.Network, block.Length)) return block.Class;
        return plain.Family == InetFamily.V4 ? PublicV4 : UnassignedV6;
    }

    /// <summary>Every class there is, IPv4 first, each from the longest prefix to the shortest.</summary>
    public static IEnumerable<AddressClass> All =>
        [.. V4Blocks.Select(block => block.Class), PublicV4, .. V6Blocks.Select(block => block.Class), UnassignedV6];

    static Block[] Ordered(params ReadOnlySpan<AddressClass> classes)
    {
        var blocks = new Block[classes.Length];
        for (var i = 0; i < blocks.Length; i++)
        {
            var prefix = classes[i].Prefix.AsSpan();
            var slash = prefix.IndexOf('/');
            if (!InetAddress.TryParse(prefix[..slash], out var network)) throw new FormatException(classes[i].Prefix);
            blocks[i] = new Block(network, int.Parse(prefix[(slash + 1)..]), classes[i]);
        }
        Array.Sort(blocks, static (a, b) => b.Length.CompareTo(a.Length));
        return blocks;
    }
}
