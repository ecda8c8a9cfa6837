namespace Berth.Links.Chance;

/// <summary>Which of many packets are lost: each by itself, or in bursts.</summary>
sealed class Losses(double rate, int burst)
{
    bool isBad;

    /// <summary>
    /// Whether the next one is lost. Without bursts each with the same probability. With them by Gilbert's two states (Gilbert 1960): all
    /// are lost in the bad one, which lasts for so many packets in the mean, and is entered so often that the mean loss is the rate.
    /// </summary>
    public bool Next(FaultRandom random)
    {
        if (burst <= 1) return random.Happens(rate);
        var change = isBad ? 1.0 / burst : rate / (burst * (1 - rate));
        if (random.Happens(change)) isBad = !isBad;
        return isBad;
    }
}
