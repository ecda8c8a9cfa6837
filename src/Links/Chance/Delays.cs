using System.Collections.Immutable;

namespace Berth.Links.Chance;

/// <summary>Delays as a distribution gives them: nanoseconds, never below zero; each takes equally many random numbers.</summary>
abstract class Delays
{
    public abstract long Next(FaultRandom random);

    /// <summary>Always the same.</summary>
    public sealed class Fixed(long delay) : Delays
    {
        public override long Next(FaultRandom random) => delay;
    }

    /// <summary>Anything between delay - jitter and delay + jitter.</summary>
    public sealed class Uniform(long delay, long jitter) : Delays
    {
        public override long Next(FaultRandom random) => Math.Max(0, delay + (long)((random.Unit() * 2 - 1) * jitter));
    }

    /// <summary>Around delay with the standard deviation jitter (Box, Muller 1958); what would be below zero is zero.</summary>
    public sealed class Normal(long delay, long jitter) : Delays
    {
        public override long Next(FaultRandom random)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.Unit()));
            return Math.Max(0, delay + (long)(jitter * radius * Math.Cos(2 * Math.PI * random.Unit())));
        }
    }

    /// <summary>
    /// Delay, and a long tail above it with the mean jitter: Pareto's second kind (Lomax) with the shape 3, as tc-netem(8) has it.
    /// </summary>
    public sealed class Pareto(long delay, long jitter) : Delays
    {
        const double Shape = 3;

        public override long Next(FaultRandom random)
        {
            var tail = Math.Pow(1 - random.Unit(), -1 / Shape) - 1;
            return delay + (long)(jitter * (Shape - 1) * tail);
        }
    }

    /// <summary>Delay, and one of the durations that were measured, each as likely as the others.</summary>
    public sealed class Measured(long delay, ImmutableArray<TimeSpan> samples) : Delays
    {
        public override long Next(FaultRandom random) => delay + samples[random.Below(samples.Length)].Ticks * 100;
    }
}
