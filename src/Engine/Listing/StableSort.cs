namespace Berth.Engine.Listing;

/// <summary>A merge sort of places: what compares equal keeps its order. Own code because it is precompiled; see <see cref="Chains"/>.</summary>
static class StableSort
{
    const int ShortRun = 16;

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in the order that <paramref name="compare"/> says.</summary>
    public static int[] Places(int count, Comparison<int> compare)
    {
        var (from, to) = (new int[count], new int[count]);
        for (var i = 0; i < count; i++) from[i] = i;
        for (var start = 0; start < count; start += ShortRun) Insert(from, start, Math.Min(start + ShortRun, count), compare);
        for (var width = ShortRun; width < count; width *= 2)
        {
            for (var start = 0; start < count; start += 2 * width)
                Merge(from, to, start, Math.Min(start + width, count), Math.Min(start + 2 * width, count), compare);
            (from, to) = (to, from);
        }
        return from;
    }

    static void Insert(int[] places, int start, int end, Comparison<int> compare)
    {
        for (var i = start + 1; i < end; i++)
        {
            var (place, at) = (places[i], i);
            for (; at > start && compare(places[at - 1], place) > 0; at--) places[at] = places[at - 1];
            places[at] = place;
        }
    }

    static void Merge(int[] from, int[] to, int start, int middle, int end, Comparison<int> compare)
    {
        // Rows often come nearly in order: then two runs are one already.
        if (middle == end || compare(from[middle - 1], from[middle]) <= 0)
        {
            Array.Copy(from, start, to, start, end - start);
            return;
        }
        var (left, right) = (start, middle);
        for (var at = start; at < end; at++)
            to[at] = right == end || (left < middle && compare(from[left], from[right]) <= 0) ? from[left++] : from[right++];
    }
}
