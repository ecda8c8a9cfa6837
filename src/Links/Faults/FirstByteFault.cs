using Berth.Links.Flow;
using Berth.Links.Specs;

namespace Berth.Links.Faults;

/// <summary>The first byte of a direction comes later, as from a service that has to think; the rest follows as it is sent.</summary>
static class FirstByteFault
{
    public static readonly Parameter<TimeSpan> Delay = Parameters.Duration("delay", "how much later", TimeSpan.FromSeconds(1));

    public static readonly FaultKind Kind = new(
        "first-byte", Carriers.Tcp, "The first byte of a direction comes later; what follows is not held back.", [Delay],
        static spec => new Apart(_ => new Stream(Moment.Nanoseconds(spec.Get(Delay)))));

    sealed class Stream(long delay) : StreamFault
    {
        bool hasBegun;

        public override Verdict Judge(in Chunk chunk, long now)
        {
            if (hasBegun) return Verdict.Pass;
            hasBegun = true;
            return Verdict.PassAt(chunk.Since + delay);
        }
    }
}
