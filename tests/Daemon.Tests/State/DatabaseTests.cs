using Berth.Counterparts;
using Berth.Daemon.State;
using Berth.Model.Addressing;
using Berth.Model.Leases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Berth.Daemon.Tests.State;

public sealed class DatabaseTests : IDisposable
{
    static readonly DateTimeOffset then = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string File => folder.At("berthd.db");

    Database Open() => Database.Open(File, new MovedClock(), NullLogger.Instance);

    [Fact]
    public void A_lease_is_read_back_as_it_was_written()
    {
        var plain = new Lease(new LeaseKey("/code/shop", "api", "http"), new Port(21_000)) { Created = then, Used = then };
        var rotated = new Lease(new LeaseKey("/code/shop", "näme 'with\" all\u202e", "admin"), new Port(21_001))
        {
            Created = then, Used = then.AddHours(1), Preferred = new Port(3000), IsExplicit = true,
            RotatedFrom = new Port(3000), Reason = "port 3000 is held by node (pid 1)", RotatedAt = then.AddHours(2),
        };
        using (var database = Open())
        {
            var store = new LeaseStore(database);
            store.Save(plain with { Port = new Port(22_000) });
            store.Save(plain);
            store.Save(rotated);
        }
        using (var database = Open())
        {
            var store = new LeaseStore(database);
            Assert.Equal([plain, rotated], store.All().OrderBy(lease => lease.Port));
            store.Remove(plain.Key);
            Assert.Equal([rotated], store.All());
        }
    }

    [Fact]
    public void A_service_is_read_back_as_it_was_written()
    {
        var entry = new ServiceEntry("/code/shop", "api", "run-1", 4242, ulong.MaxValue, "boot", null, "{}", then);
        using var database = Open();
        var book = new ServiceBook(database);
        book.Save(entry with { Pid = 1 });
        book.Save(entry);
        Assert.Equal([entry], book.All());
        book.Remove("/code/shop", "other");
        Assert.Single(book.All());
        book.Remove("/code/shop", "api");
        Assert.Empty(book.All());
    }

    [Fact]
    public void Two_leases_never_have_one_port()
    {
        using var database = Open();
        var store = new LeaseStore(database);
        store.Save(new Lease(new LeaseKey("/a", "api", "http"), new Port(21_000)));
        Assert.Throws<IOException>(() => store.Save(new Lease(new LeaseKey("/b", "api", "http"), new Port(21_000))));
        Assert.Equal("/a", Assert.Single(store.All()).Key.Root);
    }

    [Theory]
    [InlineData("this is no database")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense, for a whole page and more")]
    public void A_damaged_file_is_put_aside_and_a_new_one_begun(string content)
    {
        System.IO.File.WriteAllText(File, content + new string('x', 8192));
        using var database = Open();
        Assert.Contains("was damaged", database.Notice, StringComparison.Ordinal);
        Assert.Empty(new LeaseStore(database).All());
        var aside = Assert.Single(Directory.GetFiles(folder.Path, "berthd.db.damaged-*"));
        Assert.StartsWith(content, System.IO.File.ReadAllText(aside), StringComparison.Ordinal);
        Assert.Contains(aside, database.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_a_damaged_page_is_put_aside()
    {
        using (var database = Open())
            for (var i = 0; i < 500; i++) new LeaseStore(database).Save(new Lease(new LeaseKey($"/code/{i}", "api", "http"), new Port((ushort)(20_000 + i))));
        var bytes = System.IO.File.ReadAllBytes(File);
        Array.Fill(bytes, (byte)0xff, bytes.Length / 2, 4096);
        System.IO.File.WriteAllBytes(File, bytes);
        using var again = Open();
        Assert.NotNull(again.Notice);
    }

    [Theory]
    [InlineData("DROP TABLE leases")]
    [InlineData("DROP TABLE services")]
    [InlineData("ALTER TABLE leases RENAME COLUMN port TO harbour")]
    [InlineData("ALTER TABLE services DROP COLUMN state")]
    public void A_table_that_was_changed_is_damage_too(string change)
    {
        Open().Dispose();
        Change(change);
        using var database = Open();
        Assert.Contains("was damaged", database.Notice, StringComparison.Ordinal);
        Assert.Empty(new LeaseStore(database).All());
        Assert.Empty(new ServiceBook(database).All());
    }

    [Fact]
    public void An_empty_file_is_told()
    {
        System.IO.File.WriteAllBytes(File, []);
        using var database = Open();
        Assert.Contains("was damaged", database.Notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE leases SET port = 70000")]
    [InlineData("UPDATE leases SET port = 0")]
    [InlineData("UPDATE leases SET port = -5")]
    [InlineData("UPDATE leases SET created = 9223372036854775807")]
    [InlineData("UPDATE leases SET used = -9223372036854775808")]
    public void A_row_that_cannot_be_one_of_ours_is_left_out(string change)
    {
        using (var database = Open()) new LeaseStore(database).Save(new Lease(new LeaseKey("/a", "api", "http"), new Port(21_000)) { Created = then, Used = then });
        Change(change);
        using var again = Open();
        Assert.Empty(new LeaseStore(again).All());
    }

    [Theory]
    [InlineData("UPDATE services SET started_at = 9223372036854775807")]
    [InlineData("UPDATE services SET pid = 99999999999")]
    [InlineData("UPDATE services SET pid = -1")]
    public void Nor_is_such_a_service(string change)
    {
        using (var database = Open()) new ServiceBook(database).Save(new ServiceEntry("/code/shop", "api", "run-1", 4242, 1, "boot", null, "{}", then));
        Change(change);
        using var again = Open();
        Assert.Empty(new ServiceBook(again).All());
    }

    void Change(string sql) => Command.Must(Python.Path, "-c", $"import sqlite3; c = sqlite3.connect('{File}'); c.execute('{sql}'); c.commit()");

    [Fact]
    public void A_file_of_a_newer_version_is_left_alone()
    {
        Open().Dispose();
        Command.Must(Python.Path, "-c", $"import sqlite3; c = sqlite3.connect('{File}'); c.execute('PRAGMA user_version = 99'); c.commit()");
        var error = Assert.Throws<IOException>(Open);
        Assert.Contains("was written by a newer berth", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path, "*.damaged-*"));
    }
}
