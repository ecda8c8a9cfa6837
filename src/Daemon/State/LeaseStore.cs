using Berth.Model.Addressing;
using Berth.Model.Leases;
using Microsoft.Data.Sqlite;

namespace Berth.Daemon.State;

/// <summary>The leases in the database.</summary>
sealed class LeaseStore(Database database)
{
    public IReadOnlyList<Lease> All() => database.Read(
        "SELECT root, service, port_name, port, preferred, explicit, created, used, rotated_from, reason, rotated_at FROM leases", Read);

    /// <param name="insteadOf">The lease that gives its port up for this one; null: none does.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(Lease lease, LeaseKey? insteadOf = null) => database.Change(
        """
        DELETE FROM leases WHERE root = $old_root AND service = $old_service AND port_name = $old_port_name;
        INSERT INTO leases (root, service, port_name, port, preferred, explicit, created, used, rotated_from, reason, rotated_at)
        VALUES ($root, $service, $port_name, $port, $preferred, $explicit, $created, $used, $rotated_from, $reason, $rotated_at)
        ON CONFLICT (root, service, port_name) DO UPDATE SET port = $port, preferred = $preferred, explicit = $explicit, used = $used,
            rotated_from = $rotated_from, reason = $reason, rotated_at = $rotated_at
        """,
        ("$old_root", insteadOf?.Root), ("$old_service", insteadOf?.Service), ("$old_port_name", insteadOf?.PortName),
        ("$root", lease.Key.Root), ("$service", lease.Key.Service), ("$port_name", lease.Key.PortName),
        ("$port", (int)lease.Port.Number), ("$preferred", (int?)lease.Preferred?.Number), ("$explicit", lease.IsExplicit ? 1 : 0),
        ("$created", lease.Created.ToUnixTimeMilliseconds()), ("$used", lease.Used.ToUnixTimeMilliseconds()),
        ("$rotated_from", (int?)lease.RotatedFrom?.Number), ("$reason", lease.Reason), ("$rotated_at", lease.RotatedAt?.ToUnixTimeMilliseconds()));

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Remove(LeaseKey key) => database.Change(
        "DELETE FROM leases WHERE root = $root AND service = $service AND port_name = $port_name",
        ("$root", key.Root), ("$service", key.Service), ("$port_name", key.PortName));

    static Lease? Read(SqliteDataReader row) => Port(row, 3) is not { } port || Time(row, 6) is not { } created || Time(row, 7) is not { } used ? null : new(new LeaseKey(row.GetString(0), row.GetString(1), row.GetString(2)), port)
    {
        Preferred = Port(row, 4),
        IsExplicit = row.GetInt64(5) != 0,
        Created = created,
        Used = used,
        RotatedFrom = Port(row, 8),
        Reason = row.IsDBNull(9) ? null : row.GetString(9),
        RotatedAt = Time(row, 10),
    };

    static Port? Port(SqliteDataReader row, int column) => !row.IsDBNull(column) && row.GetInt64(column) is > 0 and <= Model.Addressing.Port.Max and var number ? new Port((ushort)number) : null;

    static DateTimeOffset? Time(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : StoredTime.Read(row.GetInt64(column));
}
