using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Berth.Daemon.State;

/// <summary>
/// What outlives the daemon: one SQLite file, 0600. A change is on the disk when the call returns (WAL, synchronous FULL), so a
/// daemon that is killed at any moment loses nothing that it has answered. Any thread; none waits for a lock (<see cref="DatabaseThread"/>).
/// </summary>
sealed partial class Database : IDisposable
{
    // Each step is done once, in order; PRAGMA user_version counts them. A step that was released is never changed.
    static readonly string[] steps =
    [
        """
        CREATE TABLE leases (
            root TEXT NOT NULL, service TEXT NOT NULL, port_name TEXT NOT NULL,
            port INTEGER NOT NULL UNIQUE, preferred INTEGER, explicit INTEGER NOT NULL,
            created INTEGER NOT NULL, used INTEGER NOT NULL,
            rotated_from INTEGER, reason TEXT, rotated_at INTEGER,
            PRIMARY KEY (root, service, port_name)) STRICT;
        CREATE TABLE services (
            project_root TEXT NOT NULL, service TEXT NOT NULL, run_id TEXT NOT NULL,
            pid INTEGER NOT NULL, start_ticks INTEGER NOT NULL, boot_id TEXT NOT NULL,
            group_folder TEXT, state TEXT NOT NULL, started_at INTEGER NOT NULL,
            PRIMARY KEY (project_root, service)) STRICT;
        """,
        """
        CREATE TABLE links (
            name TEXT NOT NULL PRIMARY KEY, host TEXT NOT NULL, port INTEGER NOT NULL,
            listen INTEGER NOT NULL, listen_by TEXT NOT NULL, lease_root TEXT,
            is_on INTEGER NOT NULL, seed INTEGER NOT NULL, faults TEXT NOT NULL, created INTEGER NOT NULL) STRICT;
        """,
    ];

    const int Corrupt = 11, NotDatabase = 26; // SQLITE_CORRUPT, SQLITE_NOTADB

    static readonly (string Table, string Columns)[] tables =
    [
        ("leases", "root, service, port_name, port, preferred, explicit, created, used, rotated_from, reason, rotated_at"),
        ("services", "project_root, service, run_id, pid, start_ticks, boot_id, group_folder, state, started_at"),
        ("links", "name, host, port, listen, listen_by, lease_root, is_on, seed, faults, created"),
    ];

    readonly SqliteConnection connection;
    readonly DatabaseThread thread;

    Database(SqliteConnection connection) => (this.connection, thread) = (connection, new DatabaseThread(connection));

    /// <summary>What a person should know: the file was damaged and put aside. Null when all is well.</summary>
    public string? Notice { get; private init; }

    /// <summary>A damaged file is put aside, and a new one begun.</summary>
    /// <exception cref="IOException">It cannot be used, and not for being damaged; the message says why.</exception>
    public static Database Open(string path, TimeProvider clock, ILogger log)
    {
        SystemSqlite.Use();
        try
        {
            // SQLite takes an empty file for a new database; one of ours never is.
            if (File.Exists(path) && new FileInfo(path).Length == 0) throw new SqliteException("the file is empty", NotDatabase);
            return new Database(Connect(path));
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is Corrupt or NotDatabase)
        {
            var aside = $"{path}.damaged-{clock.GetUtcNow():yyyyMMdd-HHmmss}";
            foreach (var part in (ReadOnlySpan<string>)["", "-wal", "-shm"])
                if (File.Exists(path + part)) File.Move(path + part, aside + part, overwrite: true);
            var notice = $"the database was damaged ({damaged.SqliteErrorCode}: {damaged.Message}) and was put aside as {aside}: leases and links begin anew";
            Damaged(log, notice);
            return new Database(Connect(path)) { Notice = notice };
        }
        catch (SqliteException error)
        {
            throw new IOException($"{path} cannot be used: {error.Message}", error);
        }
    }

    static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString());
        try
        {
            connection.Open();
            Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            if (Text(connection, "PRAGMA quick_check(1)") is var state and not "ok") throw new SqliteException(state, 11);
            Migrate(connection);
            Check(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Whoever changed a table by hand changed what is read from it.
    static void Check(SqliteConnection connection)
    {
        foreach (var (table, columns) in tables)
        {
            try
            {
                Run(connection, $"SELECT {columns} FROM {table} LIMIT 0");
            }
            catch (SqliteException other)
            {
                throw new SqliteException($"the table {table} is not as it was made: {other.Message}", Corrupt);
            }
        }
    }

    static void Migrate(SqliteConnection connection)
    {
        var done = int.Parse(Text(connection, "PRAGMA user_version"));
        if (done > steps.Length) throw new IOException($"{connection.DataSource} was written by a newer berth (form {done}; this one knows {steps.Length}): use that one");
        for (; done < steps.Length; done++)
        {
            using var transaction = connection.BeginTransaction();
            Run(connection, steps[done], transaction);
            Run(connection, $"PRAGMA user_version = {done + 1}", transaction);
            transaction.Commit();
        }
    }

    /// <summary>Carries one change out, whole or not at all; it is on the disk afterwards.</summary>
    /// <param name="sql">One statement, or several.</param>
    /// <exception cref="IOException">It cannot be written: the disk is full...</exception>
    public void Change(string sql, params IReadOnlyList<(string Name, object? Value)> values)
    {
        try
        {
            thread.Ask(_ =>
            {
                using var command = Command(sql, values);
                return command.ExecuteNonQuery();
            });
        }
        catch (SqliteException error)
        {
            throw new IOException($"{connection.DataSource} cannot be written: {error.Message}", error);
        }
    }

    /// <param name="row">Null when the row cannot be one of ours: it is left out.</param>
    public IReadOnlyList<T> Read<T>(string sql, Func<SqliteDataReader, T?> row)
        where T : class => thread.Ask(_ =>
    {
        using var command = Command(sql, []);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            if (row(reader) is { } found) rows.Add(found);
        return rows;
    });

    // Of the transaction that the connection is in.
    SqliteCommand Command(string sql, IReadOnlyList<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only literals of ours come here; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    static void Run(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    static string Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()?.ToString() ?? "";
    }

    public void Dispose()
    {
        thread.Dispose();
        connection.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Notice}")]
    static partial void Damaged(ILogger log, string notice);
}
