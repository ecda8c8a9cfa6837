namespace Berth.Links.Flow;

/// <summary>Times of the core: nanoseconds of a monotonic clock, as a plain number.</summary>
static class Moment
{
    /// <summary>Later than every moment.</summary>
    public const long Never = long.MaxValue;

    public const long PerSecond = 1_000_000_000;

    /// <summary>What is longer than a century and a half is as long as that: a sum of moments stays a moment.</summary>
    public static long Nanoseconds(TimeSpan duration) => Math.Clamp(duration.Ticks, -Longest, Longest) * 100;

    const long Longest = Never / 2 / 100;

    public static TimeSpan Span(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / 100);

    /// <summary>Never stays never.</summary>
    public static long Later(long moment, TimeSpan duration) => moment == Never ? Never : moment + Nanoseconds(duration);
}
