using Berth.Links.Chance;

namespace Berth.Links.Tests.Chance;

public class LossesTests
{
    const int Packets = 200_000;

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.3)]
    public void Each_by_itself_is_within_the_binomial_interval(double rate)
    {
        var lost = Draw(rate, 1).Count(static isLost => isLost);
        Assert.InRange(lost, Packets * rate - Deviation(rate), Packets * rate + Deviation(rate));
    }

    [Theory]
    [InlineData(0.02, 5)]
    [InlineData(0.1, 20)]
    public void Bursts_have_their_mean_length_and_keep_the_rate(double rate, int burst)
    {
        var losses = Draw(rate, burst);
        var lost = losses.Count(static isLost => isLost);
        var bursts = losses.Where((isLost, i) => isLost && (i == 0 || !losses[i - 1])).Count();
        // Packets of a burst stand or fall together: the interval is wider by the root of about twice the burst.
        var width = Deviation(rate) * Math.Sqrt(2 * burst);
        Assert.InRange(lost, Packets * rate - width, Packets * rate + width);
        Assert.InRange((double)lost / bursts, burst * 0.85, burst * 1.15);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, Packets)]
    public void None_and_all_are_exact(double rate, int lost) => Assert.Equal(lost, Draw(rate, 1).Count(static isLost => isLost));

    // Four standard deviations.
    static double Deviation(double rate) => 4 * Math.Sqrt(Packets * rate * (1 - rate));

    static bool[] Draw(double rate, int burst)
    {
        var (losses, random) = (new Losses(rate, burst), new FaultRandom(99));
        return [.. Enumerable.Range(0, Packets).Select(_ => losses.Next(random))];
    }
}
