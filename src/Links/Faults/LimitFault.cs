using Berth.Links.Flow;
using Berth.Links.Specs;

namespace Berth.Links.Faults;

/// <summary>Exactly so many bytes pass in the direction, then the connection is closed (FIN).</summary>
static class LimitFault
{
    public static readonly Parameter<long> Size = Parameters.Size("size", "bytes that pass");

    public static readonly FaultKind Kind = new(
        "limit", Carriers.Tcp, "Exactly so many bytes pass, then the connection is closed (FIN).", [Size],
        static spec => new Apart(_ => new Stream(spec.Get(Size))));

    sealed class Stream(long size) : StreamFault
    {
        long deadline = Moment.Never;

        public override long Deadline => deadline;

        public override Verdict Judge(in Chunk chunk, long now)
        {
            if (chunk.Position >= size) return Verdict.Close;
            // With the last byte that may pass the connection ends, and does not wait for one more.
            var left = size - chunk.Position;
            if (left <= chunk.Length) deadline = now;
            return left < chunk.Length ? Verdict.Cut((int)left) : Verdict.Pass;
        }

        public override Verdict Expire(long now) => Verdict.Close;
    }
}
