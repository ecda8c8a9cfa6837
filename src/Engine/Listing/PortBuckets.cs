using Berth.Model;

namespace Berth.Engine.Listing;

/// <summary>
/// Many rows by local port in one pass: counted, then placed. Rows of one port keep their order; rows without a port come last.
/// </summary>
static class PortBuckets
{
    const int WithoutPort = ushort.MaxValue + 1;

    /// <summary>Below this the buckets cost more than comparing does.</summary>
    public const int WorthIt = 2000;

    public static int Of(Row row) => row.Socket.Protocol.IsUnix() ? WithoutPort : row.Socket.LocalPort.Number;

    /// <summary>The numbers of the rows, by port.</summary>
    public static int[] Places(IReadOnlyList<Row> rows)
    {
        var next = new int[WithoutPort + 2];
        var buckets = new int[rows.Count];
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = Of(rows[i]);
            next[buckets[i] + 1]++;
        }
        for (var i = 1; i < next.Length; i++) next[i] += next[i - 1];
        var places = new int[buckets.Length];
        for (var i = 0; i < buckets.Length; i++) places[next[buckets[i]]++] = i;
        return places;
    }
}
