using System.Collections.Immutable;
using Berth.Links.Chance;

namespace Berth.Links.Tests.Chance;

/// <summary>Distributions against their own formulas: Kolmogorov and Smirnov's test at 0.1 %, with fixed seeds.</summary>
public class DistributionTests
{
    const int Samples = 20_000;
    const long Delay = 200_000_000;
    const long Jitter = 50_000_000;

    [Fact]
    public void Uniform_is_uniform() => Fits(new Delays.Uniform(Delay, Jitter), UniformBelow);

    [Fact]
    public void Normal_is_normal() => Fits(new Delays.Normal(Delay, Jitter), static x => NormalBelow((x - Delay) / Jitter));

    [Fact]
    public void Pareto_has_its_tail() =>
        Fits(new Delays.Pareto(Delay, Jitter), static x => x <= Delay ? 0 : 1 - Math.Pow(1 + (x - Delay) / (2.0 * Jitter), -3));

    [Fact]
    public void The_mean_of_paretos_tail_is_the_jitter()
    {
        var (delays, random) = (new Delays.Pareto(Delay, Jitter), new FaultRandom(1));
        var mean = Enumerable.Range(0, 200_000).Average(_ => (double)(delays.Next(random) - Delay));
        Assert.InRange(mean, Jitter * 0.97, Jitter * 1.03);
    }

    [Fact]
    public void Another_distribution_is_told_from_it() =>
        Assert.True(Distance(new Delays.Normal(Delay, Jitter), UniformBelow) > Critical);

    [Fact]
    public void Measured_delays_come_as_often_as_each_other()
    {
        ImmutableArray<TimeSpan> samples = [.. Enumerable.Range(1, 4).Select(static ms => TimeSpan.FromMilliseconds(ms))];
        var (delays, random) = (new Delays.Measured(0, samples), new FaultRandom(1));
        var counts = Enumerable.Range(0, 40_000).Select(_ => delays.Next(random)).CountBy(static delay => delay).ToDictionary();
        Assert.Equal([1_000_000, 2_000_000, 3_000_000, 4_000_000], counts.Keys.Order());
        // Four standard deviations of a binomial with p = 1/4.
        Assert.All(counts.Values, static count => Assert.InRange(count, 10_000 - 347, 10_000 + 347));
    }

    [Fact]
    public void Nothing_comes_before_it_was_sent()
    {
        foreach (var delays in (Delays[])[new Delays.Uniform(0, Jitter), new Delays.Normal(0, Jitter), new Delays.Pareto(0, Jitter)])
        {
            var random = new FaultRandom(3);
            for (var i = 0; i < 1000; i++) Assert.True(delays.Next(random) >= 0);
        }
    }

    // The 0.1 % point of the distribution of the distance, for many samples (Smirnov 1948).
    static double Critical => 1.949 / Math.Sqrt(Samples);

    static void Fits(Delays delays, Func<double, double> below) => Assert.InRange(Distance(delays, below), 0, Critical);

    static double Distance(Delays delays, Func<double, double> below)
    {
        var random = new FaultRandom(12345);
        var sorted = Enumerable.Range(0, Samples).Select(_ => (double)delays.Next(random)).Order().ToArray();
        return sorted.Select((x, i) => Math.Max(Math.Abs(below(x) - (double)i / Samples), Math.Abs(below(x) - (i + 1.0) / Samples))).Max();
    }

    static double UniformBelow(double x) => Math.Clamp((x - Delay + Jitter) / (2.0 * Jitter), 0, 1);

    // Abramowitz and Stegun 26.2.17, to 7.5e-8.
    static double NormalBelow(double z)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(z));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z > 0 ? 1 - tail : tail;
    }
}
