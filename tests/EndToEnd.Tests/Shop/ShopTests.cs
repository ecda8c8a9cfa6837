using Berth.Counterparts;
using Berth.EndToEnd.Tests.Services;

namespace Berth.EndToEnd.Tests.Shop;

public sealed class ShopTests : IDisposable
{
    const int Nobody = 65534;

    readonly Yard yard = new();

    public void Dispose() => yard.Dispose();

    [Fact]
    public void Two_shops_with_the_same_ports_are_up_at_once_each_with_its_own_database()
    {
        Counter one = new(yard), two = new(yard);
        Both(one, two, static counter => counter.Must("up", "-d"));
        var (first, second) = (one.Urls(), two.Urls());
        foreach (var urls in (IReadOnlyDictionary<string, Uri>[])[first, second])
            Assert.Equal([("api", 8000), ("cache", 6379), ("db", 5432), ("web", 3000)], urls.Select(static url => (url.Key, url.Value.Port)).Order());
        Assert.NotEqual(first["web"].Host, second["web"].Host);

        one.Order("milk");
        Assert.Equal(("database", "milk"), one.Orders());
        Assert.Equal(("cache", "milk"), one.Orders());
        Assert.Equal(("database", ""), two.Orders());

        // From the machine by address, inside by the name and number that everybody knows.
        Assert.Equal(("milk\n", ""), (Items(first["db"].Host), Items(second["db"].Host)));
        Assert.Equal(("milk\n", ""), (ItemsInside(one), ItemsInside(two)));
        Assert.Equal(("[\"milk\"]\n", "[]\n"), (Cached(first["cache"].Host), Cached(second["cache"].Host)));
        Assert.Contains("<h1>Shop</h1>", yard.Fetch(first["web"].ToString()));

        Assert.Equal([], Open());
        var listed = BerthProgram.List(yard.Place.Network, "state=listen", "protocol=tcp", "--columns", "all").Rows;
        Assert.True(listed.Count >= 8, $"{listed.Count} listeners");
        Assert.All(listed, static row => Assert.Equal("host", row.Text("reach")));
        using (yard.Place.Network.StartPython("s = [listen('127.0.0.1', port) for port in (3000, 8000, 5432, 6379)]; ready(); wait()"))
            Assert.Equal("milk\n", ItemsInside(one)); // the machine's own ports are free, and are not mistaken for the shop's

        one.Must("restart", "db");
        one.Order("bread"); // by a new connection of the same api
        Assert.Equal(("database", "milk bread"), one.Orders());
        Assert.Equal(0, yard.Services(one.Folder)["api"].GetProperty("restarts").GetInt32());

        var objects = yard.Place.Groups.Select(BpfObjects.Of).ToArray();
        var pids = yard.Place.Groups.SelectMany(Pids).ToArray();
        Assert.True(pids.Length > 8, $"{pids.Length} processes");
        one.Must("down");
        Assert.Equal(("cache", ""), two.Orders());
        two.Must("down");
        Assert.Empty(yard.Place.Groups);
        Assert.Empty(yard.Place.Pins);
        Assert.Empty(yard.Place.Addresses);
        Assert.Empty(Pipes());
        Eventually.True(() => objects.All(static found => found.AreGone), "the programs and maps are gone");
        Eventually.True(() => !pids.Any(static pid => Directory.Exists($"/proc/{pid}")), "the processes are gone");

        one.Must("up", "-d");
        Assert.Equal("milk bread", one.Orders().Items);
        one.Must("down");
    }

    [Fact]
    public void Without_any_right_two_shops_are_up_at_once_at_ports_of_their_own()
    {
        string[] nobody = [.. NetworkNamespace.AsUser(Nobody)];
        Counter one = new(yard, nobody), two = new(yard, nobody);
        yard.Place.GiveTo(Nobody);
        Directory.CreateDirectory(yard.Place.Network.Runtime);
        Command.Must("chmod", "a+x", Path.GetDirectoryName(yard.Place.Network.Runtime)!);
        Command.Must("chown", "-R", $"{Nobody}", yard.Place.Network.Runtime, one.Folder, two.Folder);
        try
        {
            one.Must("up", "-d");
            two.Must("up", "-d");
            var (first, second) = (one.Urls(), two.Urls());
            // PostgreSQL is told its host, so each has an address for it; the others share 127.0.0.1, and who came first has the usual ports.
            Assert.Equal([3000, 5432, 6379, 8000], first.Values.Select(static url => url.Port).Order());
            Assert.Equal(5432, second["db"].Port);
            Assert.All(second.Where(static url => url.Key != "db"), static url => Assert.InRange(url.Value.Port, 20000, 29999));
            Assert.Empty(first.Values.Select(static url => url.Authority).Intersect(second.Values.Select(static url => url.Authority)));

            one.Order("milk");
            Assert.Equal(("database", "milk"), one.Orders());
            Assert.Equal(("cache", "milk"), one.Orders());
            Assert.Equal(("database", ""), two.Orders());
            const string items = "psql -h $DB_HOST -p $DB_PORT -U shop -d postgres -Atc 'select item from orders'";
            Assert.Equal(("milk\n", ""), (one.Must("exec", "--", "sh", "-c", items), two.Must("exec", "--", "sh", "-c", items)));

            one.Must("down");
            Assert.Equal(("cache", ""), two.Orders());
            two.Must("down");
            Assert.Empty(Pipes());
            Assert.Equal("", yard.Place.Network.Must("ss", "-Hltn", "sport = :3000 or sport = :5432 or sport = :6379 or sport = :8000"));
        }
        finally
        {
            _ = one.Berth("down", "--all", "--now");
            _ = one.Berth("daemon", "stop");
        }
    }

    static void Both(Counter one, Counter two, Action<Counter> act) => Task.WaitAll(Task.Run(() => act(one)), Task.Run(() => act(two)));

    string Items(string host) => yard.Place.Network.Must("psql", "-h", host, "-U", "shop", "-d", "postgres", "-Atc", "select item from orders");

    string ItemsInside(Counter counter) => yard.Place.Run(counter.Folder, ["--isolate", "--", "psql", "-h", "localhost", "-U", "shop", "-d", "postgres", "-Atc", "select item from orders"]).Output;

    string Cached(string host) => yard.Place.Network.Must("redis-cli", "-h", host, "get", "orders");

    /// <summary>What others than this machine could reach, if it had a network.</summary>
    string[] Open() => [.. yard.Place.Network.Must("ss", "-Hltun").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4] is var local && (local.StartsWith("0.0.0.0", StringComparison.Ordinal) || local.StartsWith("[::]", StringComparison.Ordinal) || local.StartsWith('*')))];

    static IEnumerable<string> Pids(string group) => Directory.EnumerateFiles(group, "cgroup.procs", SearchOption.AllDirectories).SelectMany(File.ReadLines);

    string[] Pipes() => Directory.GetFiles(Path.Combine(yard.Place.Network.Runtime, "berth", "out"), "*", SearchOption.AllDirectories);
}
