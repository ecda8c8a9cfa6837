namespace Berth.Links.Specs;

/// <summary>What lies between two faults of one kind.</summary>
static class FaultBetween
{
    /// <summary>
    /// The fault that lies so far on the way: durations, sizes, rates, shares and counts are in between; words and lists are the goal's.
    /// </summary>
    /// <param name="fraction">0 is <paramref name="from"/>, 1 is <paramref name="to"/>.</param>
    public static FaultSpec At(FaultSpec from, FaultSpec to, double fraction)
    {
        var between = to;
        foreach (var parameter in to.Kind.Parameters)
        {
            var start = from.Values.GetValueOrDefault(parameter.Name) ?? parameter.DefaultValue;
            var end = to.Values.GetValueOrDefault(parameter.Name) ?? parameter.DefaultValue;
            object? value = (start, end) switch
            {
                (TimeSpan a, TimeSpan b) => a + (b - a) * fraction,
                (double a, double b) => a + (b - a) * fraction,
                (long a, long b) => a + (long)Math.Round((b - a) * fraction),
                (int a, int b) => a + (int)Math.Round((b - a) * fraction),
                _ => null,
            };
            if (value is not null) between = between.Put(parameter, value);
        }
        return between with { Share = from.Share + (to.Share - from.Share) * fraction };
    }
}
