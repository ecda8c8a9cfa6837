using Berth.Engine.Listing;
using Berth.Model.Processes;
using Berth.Model.Sockets;

namespace Berth.Engine.Freeing;

/// <summary>One socket, or several that go together, to be freed.</summary>
/// <param name="Holders">Those of its holders that were chosen; all of them when the filter names no holder.</param>
public sealed record Chosen(Row Row, IReadOnlyList<ProcessFacts> Holders);

/// <summary>
/// What a filter chooses of the rows. A row may fold the sockets of several programs (SO_REUSEPORT): a filter that names a holder
/// chooses that holder's, one that names a port chooses them all.
/// </summary>
public static class Choice
{
    public static IReadOnlyList<Chosen> Of(IReadOnlyList<Row> rows, Func<Row, bool> matches)
    {
        var chosen = new List<Chosen>();
        foreach (var row in rows)
        {
            if (!matches(row)) continue;
            if (row.Group is null) Add(row, matches, chosen);
            else AddParts(row, matches, chosen);
        }
        return chosen;
    }

    /// <summary>Sockets that are known by themselves, with all their holders.</summary>
    public static IReadOnlyList<Chosen> OfSockets(IReadOnlyList<Row> rows, Func<SocketRecord, bool> isMeant) =>
        [.. rows.SelectMany(row => row.Sockets.Where(isMeant).Select(socket => row.Only(socket, socket.Owner)))
            .Select(static part => new Chosen(part, part.Owner.Processes))];

    static void Add(Row row, Func<Row, bool> matches, List<Chosen> chosen)
    {
        var named = Holders(row, matches);
        // Conditions that hold for two of the holders, but for none alone, name nobody.
        if (named.Count > 0 || row.Owner.Processes.Count == 0) chosen.Add(new Chosen(row, named));
    }

    static void AddParts(Row row, Func<Row, bool> matches, List<Chosen> chosen)
    {
        var parts = new List<Chosen>();
        foreach (var socket in row.Sockets)
        {
            var part = row.Only(socket, socket.Owner);
            if (matches(part)) Add(part, matches, parts);
        }
        // All of them: as one, so that a parent is told from its workers also where each has a socket of its own.
        var isWhole = parts.Count == row.SocketCount && parts.TrueForAll(static part => part.Holders.Count == part.Row.Owner.Processes.Count);
        if (isWhole) chosen.Add(new Chosen(row, row.Owner.Processes));
        else chosen.AddRange(parts);
    }

    static IReadOnlyList<ProcessFacts> Holders(Row row, Func<Row, bool> matches)
    {
        if (row.Owner.Processes.Count < 2) return row.Owner.Processes;
        return [.. row.Owner.Processes.Where(holder => matches(row.Only(row.Socket, row.Owner with { Processes = [holder] })))];
    }
}
