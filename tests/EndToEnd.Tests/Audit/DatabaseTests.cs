using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>The servers themselves, open and closed, looked at in one audit.</summary>
public sealed class DatabaseTests(DatabaseTests.Servers servers) : IClassFixture<DatabaseTests.Servers>
{
    // Trust for loopback alone: so says its own list, and so does a client on the network.
    [Fact]
    public void What_is_open_to_this_machine_alone_is_said_of_it_alone()
    {
        var found = servers.Audit.Only("pg-trust", 5434);
        Assert.Equal("low", found.Severity);
        Assert.Contains("every program on this machine", found.Title);
        Assert.Equal("high", servers.Audit.Only("db-wide", 5434).Severity);
    }

    [Fact]
    public void What_is_said_of_the_network_was_asked_from_there() =>
        Assert.Contains($"asked at {House.Address}", servers.Audit.Only("pg-trust", 5432).Evidence);

    [Theory]
    [InlineData(6379, "redis-noauth", "critical")]
    [InlineData(6381, "db-wide", "high")]
    [InlineData(5432, "pg-trust", "critical")]
    [InlineData(5433, "db-wide", "high")]
    [InlineData(3306, "db-wide", "high")]
    [InlineData(11211, "memcached-open", "high")]
    [InlineData(4222, "broker-open", "high")]
    public void An_open_server_is_found(int port, string rule, string severity)
    {
        var found = servers.Audit.Only(rule, port);
        Assert.Equal((severity, "lan"), (found.Severity, found.Reach));
        Assert.True(found.IsMendable);
    }

    [Theory]
    [InlineData(6380, "redis-noauth")]
    [InlineData(6380, "db-wide")] // its protected mode refuses whoever is not this machine
    [InlineData(6381, "redis-noauth")]
    [InlineData(5433, "pg-trust")]
    [InlineData(5432, "db-wide")]
    [InlineData(6379, "db-wide")]
    [InlineData(4223, "broker-open")]
    public void Its_closed_sibling_is_not(int port, string rule) => servers.Audit.None(rule, port);

    [Theory]
    [InlineData(6382)]
    [InlineData(11212)]
    public void On_loopback_there_is_nothing_to_say(int port) => Assert.Empty(servers.Audit.At(port));

    public sealed class Servers : IDisposable
    {
        const int Nobody = 65534;

        readonly House house = new();

        public Servers()
        {
            Command.Must("chown", $"{Nobody}:{Nobody}", house.Net.Home.Path);
            Redis(6379, "0.0.0.0", "--protected-mode", "no");
            Redis(6380, "0.0.0.0");
            Redis(6381, "0.0.0.0", "--requirepass", "secret");
            Redis(6382, "127.0.0.1", "--protected-mode", "no");
            foreach (var (port, address) in ((ushort, string)[])[(11211, "0.0.0.0"), (11212, "127.0.0.1")])
                house.Net.StartOnPort(port, ["memcached", "-u", "nobody", "-l", address, "-p", $"{port}", "-U", "0"]);
            house.Net.StartOnPort(4222, [.. AsNobody, "nats-server", "--port", "4222"]);
            house.Net.StartOnPort(4223, [.. AsNobody, "nats-server", "--port", "4223", "--user", "a", "--pass", "b"]);
            PostgreSql();
            MariaDb();
            // The port takes connections a moment before the server lets anybody in (57P03).
            Audit = Eventually.Get(() => house.Audit() is var audit && audit.At(5432).Contains("pg-trust") && audit.At(5433).Contains("db-wide") && audit.At(5434).Contains("db-wide") ? audit : null, "PostgreSQL has started");
        }

        internal Findings Audit { get; }

        static IReadOnlyList<string> AsNobody => NetworkNamespace.AsUser(Nobody);

        void Redis(ushort port, string address, params string[] more) =>
            house.Net.StartOnPort(port, [.. AsNobody, "redis-server", "--bind", address, "--port", $"{port}", "--save", "", "--dir", house.Net.Home.Path, .. more]);

        void PostgreSql()
        {
            var bin = Directory.EnumerateDirectories("/usr/lib/postgresql").Select(path => Path.Combine(path, "bin")).Last();
            var (trusting, asking, local) = (house.Net.Home.At("trust"), house.Net.Home.At("scram"), house.Net.Home.At("local"));
            Command.Must([.. AsNobody, "env", "LC_ALL=C", Path.Combine(bin, "initdb"), "-D", trusting, "-U", "postgres", "--no-sync", "--auth-host=trust", "--auth-local=trust"]);
            Command.Must("cp", "-a", trusting, asking);
            Command.Must("cp", "-a", trusting, local);
            File.WriteAllText(Path.Combine(trusting, "pg_hba.conf"), "host all all all trust\n");
            File.WriteAllText(Path.Combine(local, "pg_hba.conf"), "host all all 127.0.0.1/32 trust\nhost all all 0.0.0.0/0 scram-sha-256\n");
            File.WriteAllText(Path.Combine(asking, "pg_hba.conf"), "host all all all scram-sha-256\n");
            foreach (var (port, data) in ((ushort, string)[])[(5432, trusting), (5433, asking), (5434, local)])
                house.Net.StartOnPort(port, [.. AsNobody, Path.Combine(bin, "postgres"), "-D", data, "-h", "0.0.0.0", "-k", house.Net.Home.Path, "-p", $"{port}", "-F"]);
        }

        void MariaDb()
        {
            var data = house.Net.Home.At("maria");
            Command.Must([.. AsNobody, "mariadb-install-db", "--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"]);
            house.Net.StartOnPort(3306, [.. AsNobody, "/usr/sbin/mariadbd", "--no-defaults", $"--datadir={data}", "--bind-address=0.0.0.0", "--port=3306", $"--socket={house.Net.Home.At("sock")}"]);
        }

        public void Dispose() => house.Dispose();
    }
}
