using Berth.Links.Flow;
using Berth.Links.Specs;

namespace Berth.Links.Faults;

/// <summary>The end (FIN) comes later than the last byte.</summary>
static class SlowCloseFault
{
    public static readonly Parameter<TimeSpan> Delay = Parameters.Duration("delay", "how much later", TimeSpan.FromSeconds(1));

    public static readonly FaultKind Kind = new(
        "slow-close", Carriers.Tcp, "The end of a direction (FIN) is held back; bytes are not.", [Delay],
        static spec => new Apart(_ => new Stream(Moment.Nanoseconds(spec.Get(Delay)))));

    sealed class Stream(long delay) : StreamFault
    {
        public override Verdict Judge(in Chunk chunk, long now) => Verdict.Pass;

        public override Verdict JudgeEnd(long since, long now) => Verdict.PassAt(since + delay);
    }
}
