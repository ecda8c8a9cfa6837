using System.Runtime.InteropServices;
using SQLitePCL;

namespace Berth.Daemon.State;

/// <summary>Leads the database library to the SQLite of the system.</summary>
static class SystemSqlite
{
    const string Library = "libsqlite3.so.0";

    static readonly Lock gate = new();
    static bool isReady;

    /// <exception cref="DllNotFoundException">The system has none.</exception>
    public static void Use()
    {
        lock (gate)
        {
            if (isReady) return;
            if (!NativeLibrary.TryLoad(Library, out var handle)) throw new DllNotFoundException($"{Library} is not installed: apt-get install libsqlite3-0");
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == "e_sqlite3" ? handle : 0);
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            isReady = true;
        }
    }
}
