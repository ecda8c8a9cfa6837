using Berth.Counterparts;
using Berth.Model.Addressing;
using Berth.Model.Protocols;
using Folder = Berth.Counterparts.TemporaryFolder;

namespace Berth.Probes.Tests.Asking;

/// <summary>The programs themselves, on their own ports.</summary>
public sealed class RealServerTests : IDisposable
{
    const int Nobody = 65534;

    readonly Place place = new();
    readonly Folder folder = new();

    [Theory]
    [InlineData(null, Authentication.None)]
    [InlineData("secret", Authentication.Required)]
    public void Redis(string? password, Authentication expected)
    {
        Start(6379, ["redis-server", "--bind", place.Address, "--port", "6379", "--save", "", "--dir", folder.Path, .. password is null ? (string[])[] : ["--requirepass", password]]);
        var facts = place.Ask(6379);
        Assert.Equal(("redis", "Redis", expected, 1), (facts.Protocol, facts.Product, facts.Authentication, facts.Connections));
        if (password is null) Assert.Equal("yes", facts.Details["protected-mode"]);
    }

    [Theory]
    [InlineData(7000, null)]
    [InlineData(7000, "redis-server")]
    [InlineData(6380, "redis-server")]
    public void Redis_is_spoken_to_inside_TLS(ushort port, string? processName)
    {
        MakeCertificate();
        Start(port,
        [
            "redis-server", "--bind", place.Address, "--port", "0", "--tls-port", $"{port}", "--tls-cert-file", folder.At("cert.pem"), "--tls-key-file", folder.At("key.pem"),
            "--tls-auth-clients", "no", "--protected-mode", "no", "--save", "", "--dir", folder.Path,
        ]);
        var facts = place.Ask(port, processName: processName);
        Assert.Equal(("redis", "Redis", true, Authentication.None), (facts.Protocol, facts.Product, facts.IsTls, facts.Authentication));
        Assert.Equal(("CN=shop.test", "no"), (facts.Certificate!.Subject, facts.Details["protected-mode"]));
        Assert.InRange(facts.Connections, 1, 8);
    }

    [Fact]
    public void A_server_that_asks_for_a_clients_certificate_is_TLS_and_no_more()
    {
        MakeCertificate();
        Start(7000,
        [
            "redis-server", "--bind", place.Address, "--port", "0", "--tls-port", "7000", "--tls-cert-file", folder.At("cert.pem"), "--tls-key-file", folder.At("key.pem"),
            "--tls-ca-cert-file", folder.At("cert.pem"), "--save", "", "--dir", folder.Path,
        ]);
        var facts = place.Ask(7000);
        Assert.Equal((ProbeOutcome.Recognised, "tls", true), (facts.Outcome, facts.Protocol, facts.IsTls));
    }

    // An open proxy, and one that lets this machine alone through; both try closed ports.
    [Theory]
    [InlineData("", "yes")]
    [InlineData("Allow 10.9.8.7", "no")]
    public void Tinyproxy(string allow, string expected)
    {
        File.WriteAllText(folder.At("tinyproxy.conf"), $"Port 8888\nListen {place.Address}\nLogFile \"/dev/null\"\nTimeout 60\n{allow}\n");
        GiveToNobody();
        Start(8888, [.. AsNobody, "tinyproxy", "-d", "-c", folder.At("tinyproxy.conf")]);
        Assert.Equal(expected, place.Ask(8888, Place.Attacking).Details.GetValueOrDefault("open-proxy"));
    }

    [Fact]
    public void Redis_is_found_on_any_port()
    {
        Start(7000, ["redis-server", "--bind", place.Address, "--port", "7000", "--save", "", "--dir", folder.Path]);
        var facts = place.Ask(7000);
        Assert.Equal("redis", facts.Protocol);
        Assert.InRange(facts.Connections, 2, 3);
    }

    [Theory]
    [InlineData("trust", 5432, Authentication.None)]
    [InlineData("scram-sha-256", 5432, Authentication.Required)]
    [InlineData("trust", 7000, Authentication.None)] // nothing hints at it
    public void PostgreSql(string method, ushort port, Authentication expected)
    {
        var bin = Directory.EnumerateDirectories("/usr/lib/postgresql").Select(path => Path.Combine(path, "bin")).Last();
        GiveToNobody();
        var data = folder.At("data");
        Command.Must([.. AsNobody, "env", "LC_ALL=C", Path.Combine(bin, "initdb"), "-D", data, "-U", "postgres", "--no-sync", $"--auth-host={method}", "--auth-local=trust"]);
        Start(port, [.. AsNobody, Path.Combine(bin, "postgres"), "-D", data, "-h", place.Address, "-k", folder.Path, "-p", $"{port}", "-F"]);
        // The port takes connections a moment before the server lets anybody in (57P03).
        var facts = Eventually.Get(() => place.Ask(port) is { Authentication: not Authentication.Unknown } known ? known : null, "PostgreSQL has started");
        Assert.Equal(("postgresql", "PostgreSQL", expected), (facts.Protocol, facts.Product, facts.Authentication));
        Assert.Equal(expected == Authentication.None, facts.Version is not null);
        Assert.InRange(facts.Connections, 1, port == 5432 ? 2 : 5);
    }

    [Fact]
    public void MariaDb()
    {
        GiveToNobody();
        var data = folder.At("data");
        Command.Must([.. AsNobody, "mariadb-install-db", "--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"]);
        Start(3306, [.. AsNobody, "/usr/sbin/mariadbd", "--no-defaults", $"--datadir={data}", $"--bind-address={place.Address}", "--port=3306", $"--socket={folder.At("sock")}"]);
        var facts = place.Ask(3306);
        Assert.Equal(("mysql", "MariaDB", 1), (facts.Protocol, facts.Product, facts.Connections));
        Assert.Matches(@"^\d+\.\d+\.\d+", facts.Version);
    }

    [Theory]
    [InlineData(Protocol.Tcp, 11211, 1)]
    [InlineData(Protocol.Udp, 11211, 1)]
    [InlineData(Protocol.Tcp, 7000, 3)] // its answer to another question tells
    public void Memcached(Protocol protocol, ushort port, int connections)
    {
        Start(port, ["memcached", "-u", "nobody", "-l", place.Address, "-p", $"{port}", "-U", $"{port}"]);
        var facts = place.Ask(port, protocol: protocol);
        Assert.Equal(("memcached", Authentication.None, connections), (facts.Protocol, facts.Authentication, facts.Connections));
    }

    [Fact]
    public void RabbitMq()
    {
        Dictionary<string, string?> environment = new()
        {
            ["HOME"] = folder.Path,
            ["RABBITMQ_MNESIA_BASE"] = folder.At("mnesia"),
            ["RABBITMQ_LOG_BASE"] = folder.At("log"),
            ["RABBITMQ_PID_FILE"] = folder.At("pid"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = folder.At("plugins"),
            ["RABBITMQ_NODENAME"] = "berth@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = place.Address,
            ["RABBITMQ_NODE_PORT"] = "5672",
            ["RABBITMQ_DIST_PORT"] = "25672",
            ["ERL_EPMD_ADDRESS"] = place.Address,
            ["ERL_AFLAGS"] = $"-kernel inet_dist_use_interface {{{place.Address.Replace('.', ',')}}}",
        };
        // Its port mapper stays behind as a daemon: a process namespace ends it too.
        place.Start(5672, ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "/usr/lib/rabbitmq/bin/rabbitmq-server"], folder.Path, environment);
        var facts = place.Ask(5672);
        Assert.Equal(("amqp", "RabbitMQ", Authentication.Required, 1), (facts.Protocol, facts.Product, facts.Authentication, facts.Connections));
        Assert.Contains("PLAIN", facts.Details["mechanisms"]);
    }

    [Fact]
    public void OpenSsh()
    {
        Directory.CreateDirectory("/run/sshd");
        Command.Must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.At("key"));
        Start(22, ["/usr/sbin/sshd", "-D", "-f", "/dev/null", "-h", folder.At("key"), "-o", "PidFile=none", "-o", $"ListenAddress={place.Address}"]);
        var facts = place.Ask(22);
        Assert.Equal(("ssh", "OpenSSH", Authentication.Required, 1), (facts.Protocol, facts.Product, facts.Authentication, facts.Connections));
        Assert.Matches(@"^\d+\.\d+p\d", facts.Version);
    }

    [Fact]
    public void Nginx()
    {
        MakeCertificate();
        Directory.CreateDirectory(folder.At("site"));
        File.WriteAllText(folder.At("site", "a.txt"), "a");
        File.WriteAllText(folder.At("nginx.conf"), $$"""
            pid {{folder.At("pid")}}; error_log /dev/null; daemon off; user root;
            events {}
            http {
              access_log off;
              server { listen {{place.Address}}:80; root {{folder.At("site")}}; autoindex on; }
              server { listen {{place.Address}}:7443 ssl; ssl_certificate {{folder.At("cert.pem")}}; ssl_certificate_key {{folder.At("key.pem")}}; }
            }
            """);
        Start(80, ["/usr/sbin/nginx", "-c", folder.At("nginx.conf")]);

        var plain = place.Ask(80, Place.Attacking);
        Assert.Equal(("http", "nginx", false), (plain.Protocol, plain.Product, plain.IsTls));
        Assert.Equal((AttackResult.Open, "Index of /"), (plain.Http!.ForeignHost.Result, plain.Http.Title));
        Assert.Equal(["/"], plain.Http.ExposedPaths);

        var secure = place.Ask(7443, Place.Attacking);
        Assert.Equal(("http", "nginx", true), (secure.Protocol, secure.Product, secure.IsTls));
        Assert.Equal(AttackResult.Guarded, secure.Http!.ForeignHost.Result);
        var certificate = secure.Certificate!;
        Assert.Equal(("CN=shop.test", true, "RSA", 2048), (certificate.Subject, certificate.IsSelfSigned, certificate.KeyAlgorithm, certificate.KeyBits));
        Assert.Equal(["shop.test", "127.0.0.1"], certificate.Names);
        Assert.Equal(64, certificate.Thumbprint.Length);
        Assert.InRange((certificate.NotAfter - certificate.NotBefore).TotalDays, 2.9, 3.1);
    }

    [Fact]
    public void Node_and_its_inspector()
    {
        Start(9229, ["node", $"--inspect={place.Address}:9229", "-e", $"require('http').createServer((q, r) => r.end('x')).listen(3000, '{place.Address}')"]);
        var facts = place.Ask(9229);
        Assert.Equal(("http", "Node inspector", "node-inspector", Authentication.None), (facts.Protocol, facts.Product, facts.Details["api"], facts.Authentication));
        Assert.Equal(Command.Must("node", "--version").Trim().TrimStart('v'), facts.Version);
        Assert.Equal("http", Eventually.Get(() => place.Ask(3000) is { Protocol: not null } up ? up : null, "node serves").Protocol);
    }

    [Fact]
    public void Pythons_server()
    {
        Start(8000, [Python.Path, "-m", "http.server", "8000", "--bind", place.Address], folder.Path);
        var facts = place.Ask(8000);
        Assert.Equal(("http", "Python http.server"), (facts.Protocol, facts.Product));
        Assert.Equal("Directory listing for /", facts.Http!.Title);
    }

    void MakeCertificate() => Command.Must(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder.At("key.pem"), "-out", folder.At("cert.pem"), "-days", "3",
        "-subj", "/CN=shop.test", "-addext", "subjectAltName=DNS:shop.test,IP:127.0.0.1");

    static IReadOnlyList<string> AsNobody => Counterparts.NetworkNamespace.AsUser(Nobody);

    void GiveToNobody() => Command.Must("chown", $"{Nobody}:{Nobody}", folder.Path);

    void Start(ushort port, IReadOnlyList<string> command, string? inFolder = null) => place.Start(port, command, inFolder);

    public void Dispose()
    {
        place.Dispose();
        folder.Dispose();
    }
}
