using Berth.Links.Chance;
using Berth.Links.Flow;
using Berth.Links.Specs;

namespace Berth.Links.Faults;

/// <summary>Bytes arrive in small pieces, so that a reader that takes one read for one message is found out.</summary>
static class SlicerFault
{
    public static readonly Parameter<long> Size = Parameters.Size("size", "of a piece", least: 1);

    public static readonly Parameter<long> Variation = Parameters.Size("variation", "a piece is so much larger or smaller, at most", 0);

    public static readonly Parameter<TimeSpan> Delay = Parameters.Duration("delay", "between two pieces", TimeSpan.Zero);

    public static readonly FaultKind Kind = new(
        "slicer", Carriers.Tcp, "Bytes arrive in small pieces, with a pause between them.", [Size, Variation, Delay],
        static spec => new Apart(random => new Stream(spec.Get(Size), spec.Get(Variation), Moment.Nanoseconds(spec.Get(Delay)), random)));

    sealed class Stream(long size, long variation, long delay, FaultRandom random) : StreamFault
    {
        long next;

        public override Verdict Judge(in Chunk chunk, long now)
        {
            var length = size + (long)((random.Unit() * 2 - 1) * variation);
            var at = Math.Max(next, chunk.Since);
            next = at + delay;
            return Verdict.Cut((int)Math.Clamp(length, 1, chunk.Length), at);
        }
    }
}
