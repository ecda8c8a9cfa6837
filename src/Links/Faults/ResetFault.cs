using Berth.Links.Flow;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Faults;

/// <summary>Both sides are cut (RST), also where nothing flows: at once, or when the fault begins (after).</summary>
static class ResetFault
{
    public static readonly FaultKind Kind = new(
        "reset", Carriers.Tcp, "Cuts connections (RST), idle ones as well: at once, or after a time or so many bytes.", [],
        static _ => new Apart(static _ => new Stream()))
    {
        Usual = Directions.Both,
    };

    sealed class Stream : StreamFault
    {
        long deadline = Moment.Never;

        public override long Deadline => deadline;

        public override void Begin(long now) => deadline = now;

        public override Verdict Judge(in Chunk chunk, long now) => Verdict.Reset;

        public override Verdict Expire(long now) => Verdict.Reset;
    }
}
