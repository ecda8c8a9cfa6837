using Microsoft.Data.Sqlite;

namespace Berth.Daemon.State;

/// <summary>A service that a daemon started, as it was written down when it started: what a later daemon needs to find it again.</summary>
/// <param name="RunId">Of one `berth up`: services with the same one were started together.</param>
/// <param name="StartTicks">With <paramref name="Pid"/> and <paramref name="BootId"/> the identity: after a reboot the numbers mean others.</param>
/// <param name="BootId">/proc/sys/kernel/random/boot_id.</param>
/// <param name="GroupFolder">Its control group; null without one.</param>
/// <param name="State">JSON: whatever the supervisor needs beside.</param>
sealed record ServiceEntry(string ProjectRoot, string Service, string RunId, int Pid, ulong StartTicks, string BootId, string? GroupFolder, string State, DateTimeOffset StartedAt);

/// <summary>The services that run, in the database.</summary>
sealed class ServiceBook(Database database)
{
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(ServiceEntry entry) => database.Change(
        """
        INSERT INTO services (project_root, service, run_id, pid, start_ticks, boot_id, group_folder, state, started_at)
        VALUES ($project_root, $service, $run_id, $pid, $start_ticks, $boot_id, $group_folder, $state, $started_at)
        ON CONFLICT (project_root, service) DO UPDATE SET run_id = $run_id, pid = $pid, start_ticks = $start_ticks, boot_id = $boot_id,
            group_folder = $group_folder, state = $state, started_at = $started_at
        """,
        ("$project_root", entry.ProjectRoot), ("$service", entry.Service), ("$run_id", entry.RunId), ("$pid", entry.Pid),
        ("$start_ticks", (long)entry.StartTicks), ("$boot_id", entry.BootId), ("$group_folder", entry.GroupFolder), ("$state", entry.State),
        ("$started_at", entry.StartedAt.ToUnixTimeMilliseconds()));

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Remove(string projectRoot, string service) => database.Change(
        "DELETE FROM services WHERE project_root = $project_root AND service = $service", ("$project_root", projectRoot), ("$service", service));

    public IReadOnlyList<ServiceEntry> All() => database.Read(
        "SELECT project_root, service, run_id, pid, start_ticks, boot_id, group_folder, state, started_at FROM services", Read);

    static ServiceEntry? Read(SqliteDataReader row) => StoredTime.Read(row.GetInt64(8)) is not { } started || row.GetInt64(3) is < 0 or > int.MaxValue ? null : new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), (ulong)row.GetInt64(4), row.GetString(5),
        row.IsDBNull(6) ? null : row.GetString(6), row.GetString(7), started);
}
