using Berth.Model.Addressing;
using Berth.Model.Sockets;

namespace Berth.Engine.Listing;

/// <summary>
/// The usual order of a listing: port, protocol, address (IPv4 first). The first 64 bits of the three decide nearly always, so
/// 50,000 rows are sorted by these numbers, byte by byte, in a few milliseconds; only what is equal so far is compared.
/// </summary>
static class EndpointOrder
{
    const int KeyBytes = 8;

    public static IReadOnlyList<Row> Sort(IReadOnlyList<Row> rows)
    {
        var keys = new ulong[rows.Count];
        var places = new int[rows.Count];
        for (var i = 0; i < keys.Length; i++) (keys[i], places[i]) = (KeyOf(rows[i].Socket), i);
        SortByBytes(ref keys, ref places);
        var sorted = new Row[rows.Count];
        for (var i = 0; i < sorted.Length; i++)
        {
            var row = rows[places[i]];
            var at = i;
            for (; at > 0 && keys[at - 1] == keys[i] && sorted[at - 1].Socket.LocalAddress > row.Socket.LocalAddress; at--) sorted[at] = sorted[at - 1];
            sorted[at] = row;
        }
        return sorted;
    }

    // 16 bits of port, 3 of protocol, 1 of family, the first 44 of the address. Unix sockets have no port and come last.
    static ulong KeyOf(SocketRecord socket)
    {
        var address = socket.LocalAddress;
        var port = (ulong)(socket.Protocol.IsUnix() ? Port.Max : socket.LocalPort.Number);
        ulong family = address.Family == InetFamily.V6 ? 1ul : 0;
        return port << 48 | (ulong)socket.Protocol << 45 | family << 44 | address.LeadingBits >> 20;
    }

    // A radix sort from the last byte to the first; each pass keeps the order of the one before.
    static void SortByBytes(ref ulong[] keys, ref int[] places)
    {
        var (nextKeys, nextPlaces) = (new ulong[keys.Length], new int[keys.Length]);
        var starts = new int[257];
        for (var shift = 0; shift < KeyBytes * 8; shift += 8)
        {
            Array.Clear(starts);
            foreach (var key in keys) starts[(byte)(key >> shift) + 1]++;
            if (keys.Length == 0 || starts[(byte)(keys[0] >> shift) + 1] == keys.Length) continue; // this byte is the same in all
            for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
            for (var i = 0; i < keys.Length; i++)
            {
                var at = starts[(byte)(keys[i] >> shift)]++;
                (nextKeys[at], nextPlaces[at]) = (keys[i], places[i]);
            }
            (keys, nextKeys) = (nextKeys, keys);
            (places, nextPlaces) = (nextPlaces, places);
        }
    }
}
