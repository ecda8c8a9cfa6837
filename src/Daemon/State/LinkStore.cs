using Berth.Model.Addressing;
using Microsoft.Data.Sqlite;

namespace Berth.Daemon.State;

/// <summary>A link as it is wanted, which outlives the daemon.</summary>
/// <param name="Host">Where it leads: an address or a name.</param>
/// <param name="Listen">Its port at 127.0.0.1, as it was the last time.</param>
/// <param name="ListenBy">given, lease or chosen.</param>
/// <param name="LeaseRoot">The checkout that the port is leased for; null without a lease.</param>
/// <param name="Faults">As text, in order.</param>
sealed record StoredLink(
    string Name,
    string Host,
    Port Port,
    Port Listen,
    string ListenBy,
    string? LeaseRoot,
    bool IsOn,
    long Seed,
    IReadOnlyList<string> Faults,
    DateTimeOffset Created);

/// <summary>The links in the database.</summary>
sealed class LinkStore(Database database)
{
    public IReadOnlyList<StoredLink> All() => database.Read(
        "SELECT name, host, port, listen, listen_by, lease_root, is_on, seed, faults, created FROM links ORDER BY name", Read);

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(StoredLink link) => database.Change(
        """
        INSERT INTO links (name, host, port, listen, listen_by, lease_root, is_on, seed, faults, created)
        VALUES ($name, $host, $port, $listen, $listen_by, $lease_root, $is_on, $seed, $faults, $created)
        ON CONFLICT (name) DO UPDATE SET host = $host, port = $port, listen = $listen, listen_by = $listen_by, lease_root = $lease_root,
            is_on = $is_on, seed = $seed, faults = $faults
        """,
        ("$name", link.Name),
        ("$host", link.Host),
        ("$port", (int)link.Port.Number),
        ("$listen", (int)link.Listen.Number),
        ("$listen_by", link.ListenBy),
        ("$lease_root", link.LeaseRoot),
        ("$is_on", link.IsOn ? 1 : 0),
        ("$seed", link.Seed),
        ("$faults", string.Join('\n', link.Faults)),
        ("$created", link.Created.ToUnixTimeMilliseconds()));

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Remove(string name) => database.Change("DELETE FROM links WHERE name = $name", ("$name", name));

    static StoredLink? Read(SqliteDataReader row)
    {
        if (PortOf(row, 2) is not { } port || PortOf(row, 3) is not { } listen) return null;
        if (StoredTime.Read(row.GetInt64(9)) is not { } created) return null;
        return new StoredLink(
            row.GetString(0),
            row.GetString(1),
            port,
            listen,
            row.GetString(4),
            row.IsDBNull(5) ? null : row.GetString(5),
            row.GetInt64(6) != 0,
            row.GetInt64(7),
            row.GetString(8).Split('\n', StringSplitOptions.RemoveEmptyEntries),
            created);
    }

    static Port? PortOf(SqliteDataReader row, int column) =>
        row.GetInt64(column) is > 0 and <= Port.Max and var number ? new Port((ushort)number) : null;
}
