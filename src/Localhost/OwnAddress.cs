using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Berth.Model.Addressing;

namespace Berth.Localhost;

/// <summary>How a checkout comes to its addresses.</summary>
static class OwnAddress
{
    /// <summary>The address to try first, second...: the same for the same folder, on every machine.</summary>
    public static InetAddress Candidate(string root, int attempt)
    {
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(Encoding.UTF8.GetBytes($"{attempt}\0{root}"), hash);
        var bits = BinaryPrimitives.ReadUInt32BigEndian(hash) & CheckoutAddresses.HostBits;
        // Never .0 or .255 at the end: some programs take those for networks.
        return InetAddress.V4(CheckoutAddresses.Network | bits & ~0xffu | (bits & 0xff) % 254 + 1);
    }

    public static bool IsOne(InetAddress address) => CheckoutAddresses.Contains(address);

    /// <summary>The IPv6 address that goes with it.</summary>
    public static InetAddress V6Of(InetAddress own4)
    {
        Span<byte> bytes = stackalloc byte[16];
        OwnNetwork.V6.WriteBytes(bytes);
        own4.WriteBytes(bytes[12..]);
        return InetAddress.V6(bytes);
    }
}
