using System.Net;
using System.Net.Sockets;
using Berth.Counterparts;
using Berth.Daemon.Leases;
using Berth.Daemon.State;
using Berth.Engine.Leases;
using Berth.Model.Addressing;
using Berth.Model.Leases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Berth.Daemon.Tests.Leases;

/// <summary>Who asks for a lease waits for the kernel and the disk; nobody else waits with him.</summary>
public sealed class LeaseBookTests : IDisposable
{
    // For what must not wait at all: it ends a test that would hang.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    Database Open() => Database.Open(folder.At("berthd.db"), new MovedClock(), NullLogger.Instance);

    LeaseKey Key(string service) => new(folder.Path, service, LeaseKey.UsualPortName);

    static LeaseBook Book(Database database, SlowInventory? machine = null) =>
        new(new LeaseStore(database), new PortTaker(machine ?? new SlowInventory()), new MovedClock(), static _ => true);

    [Fact]
    public async Task A_slow_look_at_the_sockets_stops_nobody_else()
    {
        var machine = new SlowInventory { IsSlow = true };
        using var database = Open();
        using var book = Book(database, machine);
        var slow = Task.Run(() => book.Take(Key("slow")), TestContext.Current.CancellationToken);
        await machine.Looked.WaitAsync(patience, TestContext.Current.CancellationToken);
        var others = Task.Run(
            () =>
            {
                Assert.NotNull(book.Take(Key("api")).Lease);
                Assert.True(book.Release(Key("api")));
                Assert.Empty(book.All());
                Assert.Empty(book.Keeps());
            },
            TestContext.Current.CancellationToken);
        await others.WaitAsync(patience, TestContext.Current.CancellationToken);
        Assert.False(slow.IsCompleted);
        machine.LetGo();
        Assert.Equal((await slow).Lease, Assert.Single(book.All()).Lease);
    }

    [Fact]
    public async Task A_disk_that_does_not_take_a_new_lease_stops_nobody_who_has_one()
    {
        using var database = Open();
        using var book = Book(database);
        var kept = book.Take(Key("api")).Lease;
        var code = $"import sqlite3; c = sqlite3.connect('{folder.At("berthd.db")}', isolation_level=None); "
            + "c.execute('BEGIN IMMEDIATE'); ready(); wait()";
        Task<LeaseResult> late;
        using (var writer = Server.Start([Python.Path, "-c", Python.Prelude + code]))
        {
            late = Task.Run(() => book.Take(Key("web")), TestContext.Current.CancellationToken);
            var again = Task.Run(() => (book.Take(Key("api")).Lease, book.All().Count), TestContext.Current.CancellationToken);
            Assert.Equal((kept, 1), await again.WaitAsync(patience, TestContext.Current.CancellationToken));
            Assert.False(late.IsCompleted);
        }
        Assert.NotNull((await late).Lease);
        Assert.Equal(2, book.All().Count);
    }

    [Fact]
    public void What_cannot_be_written_is_given_back()
    {
        var database = Open();
        using var book = Book(database);
        database.Dispose();
        var port = FreePort();
        Assert.Throws<IOException>(() => book.Take(Key("api"), port));
        Assert.Empty(book.All());
        // Nothing holds it: a careful server, which shares with nobody, has it.
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, port.Number));
        server.Listen();
        Assert.Throws<IOException>(() => book.Use(Key("api"), null, null));
        Assert.Empty(book.Keeps());
    }

    [Fact]
    public void A_hundred_at_once_have_a_hundred_ports()
    {
        using var database = Open();
        using var book = Book(database);
        var ports = new Port[100];
        Parallel.For(0, ports.Length, number => ports[number] = book.Take(Key($"s{number}")).Lease!.Port);
        Assert.Equal(ports.Length, ports.Distinct().Count());
        Assert.Equal(ports.Order(), new LeaseStore(database).All().Select(static lease => lease.Port).Order());
    }

    [Fact]
    public void A_hundred_who_prefer_one_port_have_a_hundred_all_the_same()
    {
        using var database = Open();
        using var book = Book(database);
        var wanted = FreePort();
        var leases = new Lease[100];
        Parallel.For(0, leases.Length, number => leases[number] = book.Use(Key($"s{number}"), wanted, null).Use!.Lease);
        Assert.Equal(leases.Length, leases.DistinctBy(static lease => lease.Port).Count());
        Assert.Single(leases, lease => lease.Port == wanted);
        Assert.All(leases.Where(lease => lease.Port != wanted), lease => Assert.Equal(wanted, lease.RotatedFrom));
    }

    [Fact]
    public void The_same_lease_asked_for_at_once_is_made_once_and_used_by_one()
    {
        using var database = Open();
        using var book = Book(database);
        var taken = new Lease[20];
        Parallel.For(0, taken.Length, number => taken[number] = book.Take(Key("api")).Lease!);
        Assert.Single(taken.Distinct());
        var used = new LeaseUse[20];
        Parallel.For(0, used.Length, number => used[number] = book.Use(Key("api"), null, null).Use!);
        Assert.Equal(20, used.DistinctBy(static use => use.Lease.Port).Count());
        Assert.Contains(used, use => use.Lease == taken[0]);
        foreach (var use in used) use.Dispose();
        Assert.Empty(book.Keeps());
    }

    [Fact]
    public void A_port_that_is_lent_is_the_next_one_s_on_the_disk_too()
    {
        using var database = Open();
        using var book = Book(database);
        var wanted = FreePort();
        Assert.Equal(wanted, book.Take(Key("first"), wanted).Lease!.Port);
        Assert.Equal(wanted, book.Take(Key("second"), wanted).Lease!.Port);
        Assert.Equal([Key("second")], book.All().Select(static state => state.Lease.Key));
        Assert.Equal([Key("second")], new LeaseStore(database).All().Select(static lease => lease.Key));
        Assert.True(Assert.Single(book.All()).IsHeld);
    }

    [Fact]
    public void A_change_that_fails_takes_no_other_with_it()
    {
        using var database = Open();
        var store = new LeaseStore(database);
        store.Save(new Lease(Key("first"), new Port(21_000)));
        var refused = 0;
        Parallel.For(0, 64, number =>
        {
            try
            {
                store.Save(new Lease(Key($"s{number}"), new Port((ushort)(number % 2 == 0 ? 21_000 : 22_000 + number))));
            }
            catch (IOException)
            {
                Interlocked.Increment(ref refused);
            }
        });
        Assert.Equal((32, 33), (refused, store.All().Count));
    }

    // In the range of leases, where the system hands none out by itself.
    static Port FreePort()
    {
        foreach (var number in Enumerable.Range(LeaseChoice.Range.First.Number, LeaseChoice.Range.Count))
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, number);
                listener.Start();
                return new Port((ushort)number);
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
        throw new InvalidOperationException("no port is free");
    }
}
