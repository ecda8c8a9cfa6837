using Berth.Links.Chance;
using Berth.Links.Flow;
using Berth.Links.Specs;

namespace Berth.Links.Faults;

/// <summary>
/// Some bytes arrive with one of their bits turned over. Which bytes depends on their place in the direction alone, and not on how they
/// were read.
/// </summary>
static class CorruptFault
{
    public static readonly Parameter<double> Rate = Parameters.Share("rate", "of the bytes");

    public static readonly FaultKind Kind = new(
        "corrupt", Carriers.Both, "Some bytes arrive with one of their bits turned over.", [Rate],
        static spec =>
        {
            var rate = spec.Get(Rate);
            return new Apart(random => new Stream(new(rate, random)), random => new Datagrams(new(rate, random)));
        });

    /// <summary>How many bytes are spared until the next is hit, drawn once for each hit: the geometric distribution.</summary>
    sealed class Hits(double rate, FaultRandom random)
    {
        long spared = Distance(rate, random);

        public bool Apply(Span<byte> bytes)
        {
            var isHit = false;
            while (spared < bytes.Length)
            {
                bytes[(int)spared] ^= (byte)(1 << random.Below(8));
                spared += 1 + Distance(rate, random);
                isHit = true;
            }
            spared -= bytes.Length;
            return isHit;
        }

        static long Distance(double rate, FaultRandom random)
        {
            var unit = 1 - random.Unit();
            if (rate >= 1) return 0;
            // Far beyond what any connection carries, and safe to add to.
            return (long)Math.Min(long.MaxValue / 4, Math.Log(unit) / Math.Log(1 - rate));
        }
    }

    sealed class Stream(Hits hits) : StreamFault
    {
        public override Verdict Judge(in Chunk chunk, long now) => hits.Apply(chunk.Bytes) ? Verdict.Changed : Verdict.Pass;
    }

    sealed class Datagrams(Hits hits) : DatagramFault
    {
        public override DatagramVerdict Judge(Span<byte> bytes, long at) => new(1, at, hits.Apply(bytes));
    }
}
