using Berth.Links.Flow;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Faults;

/// <summary>Nothing moves, as behind a cable that was pulled; TCP goes on where it was when the fault is taken away.</summary>
static class StallFault
{
    public static readonly FaultKind Kind = new(
        "stall", Carriers.Tcp, "Nothing moves until the fault is taken away; then all goes on, and nothing was lost.", [],
        static _ => new Apart(static _ => new Stream()))
    {
        Usual = Directions.Both,
    };

    sealed class Stream : StreamFault
    {
        public override Verdict Judge(in Chunk chunk, long now) => Verdict.Hold(Moment.Never);

        public override Verdict JudgeEnd(long since, long now) => Verdict.Hold(Moment.Never);
    }
}
