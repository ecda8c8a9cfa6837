using System.Globalization;
using System.Net;

namespace Berth.EndToEnd.Tests.Agreement;

/// <summary>What three sources must agree on: a port of an address, how many sockets hold it, and which processes.</summary>
sealed record Held(string Protocol, string Address, int Port, int Sockets, string Pids)
{
    public static IReadOnlyList<Held> Sorted(IEnumerable<(string Protocol, IPAddress Address, int Port, IEnumerable<int> Pids)> sockets) =>
    [
        .. sockets.GroupBy(one => (one.Protocol, Address: one.Address.ToString(), one.Port))
            .Select(group => new Held(group.Key.Protocol, group.Key.Address, group.Key.Port, group.Count(), Joined(group.SelectMany(one => one.Pids))))
            .OrderBy(held => held.Port).ThenBy(held => held.Protocol, StringComparer.Ordinal).ThenBy(held => held.Address, StringComparer.Ordinal),
    ];

    public static IReadOnlyList<Held> Of(Listing listing) =>
    [
        .. listing.Rows
            .Select(row => new Held(row.Text("protocol")!, row.Text("address")!, (int)row.Number("port"), (int)row.Number("count"), row.IsNull("pid") ? "" : Joined(row.Pids)))
            .OrderBy(held => held.Port).ThenBy(held => held.Protocol, StringComparer.Ordinal).ThenBy(held => held.Address, StringComparer.Ordinal),
    ];

    static string Joined(IEnumerable<int> pids) => string.Join(' ', pids.Distinct().Order().Select(pid => pid.ToString(CultureInfo.InvariantCulture)));
}
