using System.Collections.Immutable;
using Berth.Links.Chance;
using Berth.Links.Flow;
using Berth.Links.Specs;

namespace Berth.Links.Faults;

/// <summary>Everything comes later. On TCP order is kept; a datagram may overtake another.</summary>
static class LatencyFault
{
    public static readonly Parameter<TimeSpan> Delay = Parameters.Duration("delay", "how much later", TimeSpan.Zero);

    public static readonly Parameter<TimeSpan> Jitter = Parameters.Duration(
        "jitter", "how far from that, by the distribution: at most; as standard deviation; as mean of the tail", TimeSpan.Zero);

    public static readonly Parameter<string> Distribution =
        Parameters.Choice("distribution", "what jitter looks like", "uniform", "normal", "pareto");

    public static readonly Parameter<ImmutableArray<TimeSpan>> Samples =
        Parameters.Samples("samples", "measured delays, one of which is added each time, in place of jitter");

    public static readonly FaultKind Kind = new(
        "latency", Carriers.Both, "Everything comes later, by a fixed time, with jitter, or as it was measured.",
        [Delay, Jitter, Distribution, Samples],
        static spec =>
        {
            var delays = DelaysOf(spec);
            return new Apart(random => new Stream(delays, random), random => new Datagrams(delays, random));
        });

    static Delays DelaysOf(FaultSpec spec)
    {
        var (delay, jitter) = (Moment.Nanoseconds(spec.Get(Delay)), Moment.Nanoseconds(spec.Get(Jitter)));
        if (spec.Get(Samples) is { IsEmpty: false } samples) return new Delays.Measured(delay, samples);
        if (jitter == 0) return new Delays.Fixed(delay);
        return spec.Get(Distribution) switch
        {
            "normal" => new Delays.Normal(delay, jitter),
            "pareto" => new Delays.Pareto(delay, jitter),
            _ => new Delays.Uniform(delay, jitter),
        };
    }

    sealed class Stream(Delays delays, FaultRandom random) : StreamFault
    {
        // A long line holds much; the link's own bound is what limits it.
        public override int Room => int.MaxValue;

        public override Verdict Judge(in Chunk chunk, long now) => Verdict.PassAt(chunk.Since + delays.Next(random));

        // FIN is a segment like the others.
        public override Verdict JudgeEnd(long since, long now) => Verdict.PassAt(since + delays.Next(random));
    }

    sealed class Datagrams(Delays delays, FaultRandom random) : DatagramFault
    {
        public override DatagramVerdict Judge(Span<byte> bytes, long at) => DatagramVerdict.Pass(at + delays.Next(random));
    }
}
