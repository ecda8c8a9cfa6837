namespace Berth.Cli.Rendering;

/// <summary>How wide each column becomes when a table must fit a terminal.</summary>
static class ColumnFit
{
    /// <summary>A cut column keeps at least this much, or its heading.</summary>
    const int Least = 8;

    /// <summary>
    /// Takes from the widest of the columns that may be cut until all fit; when even that is too wide, leaves out those of least
    /// worth, of equals the last: their width becomes 0. One column always stays.
    /// </summary>
    /// <param name="widths">What each column would take; changed in place.</param>
    /// <param name="least">What each must keep; equal to its width where it may not be cut.</param>
    /// <param name="worth">How long each stays.</param>
    public static void Fit(int[] widths, int[] least, int[] worth, int gap, int room)
    {
        for (var shown = widths.Length; shown > 1 && Sum(least, widths, gap) > room; shown--) widths[LeastWorth(widths, worth)] = 0;
        var excess = Sum(widths, widths, gap) - room;
        while (excess > 0)
        {
            var widest = -1;
            for (var i = 0; i < widths.Length; i++)
                if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) widest = i;
            if (widest < 0) return;
            // Down to the next widest in one step, so that long tables of wide cells stay cheap.
            var next = least[widest];
            for (var i = 0; i < widths.Length; i++)
                if (i != widest && widths[i] > least[i] && widths[i] <= widths[widest]) next = Math.Max(next, widths[i]);
            var cut = Math.Clamp(widths[widest] - next, 1, excess);
            widths[widest] -= cut;
            excess -= cut;
        }
    }

    public static int LeastOf(int width, int heading, bool mayBeCut) => mayBeCut ? Math.Min(width, Math.Max(heading, Least)) : width;

    static int LeastWorth(int[] widths, int[] worth)
    {
        var least = -1;
        for (var i = 0; i < widths.Length; i++)
            if (widths[i] > 0 && (least < 0 || worth[i] <= worth[least])) least = i;
        return least;
    }

    // Of the columns that are shown.
    static int Sum(int[] of, int[] widths, int gap)
    {
        var sum = -gap;
        for (var i = 0; i < of.Length; i++)
            if (widths[i] > 0) sum += of[i] + gap;
        return sum;
    }
}
