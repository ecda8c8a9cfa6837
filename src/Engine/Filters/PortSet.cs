using Berth.Model.Addressing;

namespace Berth.Engine.Filters;

/// <summary>Ports as sorted ranges that do not touch.</summary>
sealed class PortSet(List<PortRange> ranges)
{
    public IReadOnlyList<PortRange> Ranges => ranges;

    public static PortSet Nothing { get; } = new([]);

    /// <summary>The ports from <paramref name="low"/> to <paramref name="high"/>, cut to what a port can be.</summary>
    public static PortSet Of(long low, long high)
    {
        low = Math.Max(low, 0);
        high = Math.Min(high, Port.Max);
        return low > high ? Nothing : new PortSet([PortRange.Of((int)low, (int)high)]);
    }

    public PortSet Or(PortSet other)
    {
        List<PortRange> all = [.. ranges, .. other.Ranges];
        all.Sort(static (a, b) => a.First.CompareTo(b.First));
        var merged = new List<PortRange>(all.Count);
        foreach (var range in all)
        {
            if (merged.Count > 0 && range.First.Number <= merged[^1].Last.Number + 1)
                merged[^1] = new PortRange(merged[^1].First, range.Last > merged[^1].Last ? range.Last : merged[^1].Last);
            else merged.Add(range);
        }
        return new PortSet(merged);
    }

    public PortSet And(PortSet other)
    {
        var common = new List<PortRange>();
        foreach (var one in ranges)
        {
            foreach (var two in other.Ranges)
            {
                var first = one.First > two.First ? one.First : two.First;
                var last = one.Last < two.Last ? one.Last : two.Last;
                if (first <= last) common.Add(new PortRange(first, last));
            }
        }
        return new PortSet(common);
    }
}
