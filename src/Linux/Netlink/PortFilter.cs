using System.Buffers.Binary;
using Berth.Model.Addressing;

namespace Berth.Linux.Netlink;

/// <summary>
/// The small bytecode with which the kernel picks sockets by port before it copies them (struct inet_diag_bc_op,
/// net/ipv4/inet_diag.c). A program accepts by ending exactly at its end and refuses by jumping 4 bytes beyond.
/// </summary>
public static class PortFilter
{
    const byte Jump = 1, LocalAtLeast = 2, LocalAtMost = 3, PeerAtLeast = 4, PeerAtMost = 5;
    const int OpSize = 4;
    const int ComparisonSize = 2 * OpSize; // the second op carries the port
    const int RangeSize = 2 * ComparisonSize + OpSize;

    /// <summary>Beyond this the jumps would not fit; the caller then filters by itself.</summary>
    public const int MaxRanges = 64;

    /// <summary>Accepts a socket whose local (or, if asked, peer) port is in one of the ranges. Empty when there is nothing to filter.</summary>
    public static byte[] Build(IReadOnlyList<PortRange> ranges, bool peerToo)
    {
        var tests = ranges.Count * (peerToo ? 2 : 1);
        if (tests is 0 or > MaxRanges) return [];
        var code = new byte[tests * RangeSize];
        for (var i = 0; i < tests; i++)
        {
            var isPeer = i >= ranges.Count;
            var range = ranges[isPeer ? i - ranges.Count : i];
            var start = i * RangeSize;
            var otherwise = i == tests - 1 ? code.Length + OpSize : start + RangeSize;
            Compare(code, start, isPeer ? PeerAtLeast : LocalAtLeast, range.First, otherwise);
            Compare(code, start + ComparisonSize, isPeer ? PeerAtMost : LocalAtMost, range.Last, otherwise);
            Op(code, start + 2 * ComparisonSize, Jump, OpSize, code.Length - start - 2 * ComparisonSize);
        }
        return code;
    }

    static void Compare(byte[] code, int at, byte op, Port port, int otherwise)
    {
        Op(code, at, op, ComparisonSize, otherwise - at);
        Op(code, at + OpSize, 0, 0, port.Number);
    }

    static void Op(byte[] code, int at, byte op, byte yes, int no)
    {
        code[at] = op;
        code[at + 1] = yes;
        BinaryPrimitives.WriteUInt16LittleEndian(code.AsSpan(at + 2), (ushort)no);
    }
}
