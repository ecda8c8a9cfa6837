using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>What the processes behind the ports tell: users, programs, command lines, tunnels.</summary>
public sealed class ProcessTests(ProcessTests.Servers servers) : IClassFixture<ProcessTests.Servers>
{
    const string Secret = "hunter2-2f7c";

    [Theory]
    [InlineData(4000, "localhost-split", "high")]
    [InlineData(4001, "root-listener", "medium")]
    [InlineData(40003, "eph-collision", "low")]
    [InlineData(4004, "exe-deleted", "info")]
    [InlineData(4005, "exe-suspicious", "medium")]
    [InlineData(4006, "argv-secret", "low")]
    [InlineData(4007, "argv-secret", "low")]
    [InlineData(4008, "udp-shared", "medium")]
    [InlineData(4010, "ssh-fwd-wide", "medium")]
    public void What_is_odd_is_found(int port, string rule, string severity) => Assert.Equal(severity, servers.Audit.Only(rule, port).Severity);

    [Fact]
    public void A_port_that_nobody_chose_is_found() => Assert.InRange(servers.Audit.Only("autobind").Port!.Value, 32768, 60999);

    [Fact]
    public void A_tunnel_from_outside_is_found() => Assert.Equal("ssh -R leads to 4011:127.0.0.1:4001 from outside", servers.Audit.Only("tunnel-live").Title);

    [Fact]
    public void A_user_of_its_own_or_loopback_is_nothing_to_speak_of() => Assert.Empty(servers.Audit.At(4002).Except(["fw-absent"]));

    [Theory]
    [InlineData("--json")]
    [InlineData("--sarif")]
    [InlineData("--all")]
    public void A_secret_is_named_and_never_shown(string format)
    {
        var result = servers.House.Run("audit", format);
        Assert.Contains("argv-secret", result.Output);
        Assert.DoesNotContain(Secret, result.Output + result.Error);
    }

    [Fact]
    public void The_same_services_have_the_same_fingerprints_at_every_audit()
    {
        Assert.Equal(servers.Audit.Fingerprints, servers.House.Audit().Fingerprints);
    }

    [Fact]
    public void An_ordinary_user_is_told_what_could_not_be_seen()
    {
        var seen = Findings.Of(servers.House.RunAs(NetworkNamespace.AsUser(House.Somebody + 1), ["audit", "--json"], folder: "/"));
        Assert.Equal("info", seen.Only("fw-unknown").Severity);
        seen.None("owner-hidden");
        Assert.EndsWith("?", seen.All.First(one => one.Port == 4002 || one.Reach?.StartsWith("lan", StringComparison.Ordinal) == true).Reach);
    }

    public sealed class Servers : IDisposable
    {
        readonly TemporaryFolder keys = new();

        public Servers()
        {
            var somebody = NetworkNamespace.AsUser(House.Somebody);
            House.Net.StartPython("s = listen('127.0.0.1', 4000); ready(); wait()");
            House.Net.StartPythonAs(House.Somebody, "s = listen('::1', 4000); ready(); wait()");
            House.Net.StartPython("s = listen('0.0.0.0', 4001); ready(); wait()");
            House.Net.StartPythonAs(House.Somebody, "s = listen('0.0.0.0', 4002); ready(); wait()");
            House.Net.StartPython("s = listen('127.0.0.1', int(sys.argv[2])); ready(); wait()", "--port", "40003");
            House.Net.StartPythonAs(House.Somebody, "s = socket.socket(); s.listen(); ready(); wait()");
            var (gone, odd) = (House.Net.Home.At("gone"), House.Net.Home.At("odd"));
            foreach (var copy in (string[])[gone, odd]) File.Copy(File.ResolveLinkTarget(Python.Path, true)?.FullName ?? Python.Path, copy);
            House.Net.Start(gone, "-c", $"{Python.Prelude}s = listen('127.0.0.1', 4004); ready(); wait()");
            File.Delete(gone);
            House.Net.Start(odd, "-c", $"{Python.Prelude}s = listen('127.0.0.1', 4005); ready(); wait()");
            House.Net.StartPython("s = listen('127.0.0.1', 4006); ready(); wait()", $"--db-password={Secret}");
            House.Net.StartPython("s = listen('127.0.0.1', 4007); ready(); wait()", "--api-token", Secret, $"postgres://shop:{Secret}@db/shop");
            foreach (var user in (int[])[0, House.Somebody])
                House.Net.StartPythonAs(user, "s = socket.socket(type=socket.SOCK_DGRAM); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('127.0.0.1', 4008)); ready(); wait()");
            Ssh();
            Audit = House.Audit();
        }

        internal House House { get; } = new();
        internal Findings Audit { get; }

        // A client that forwards a port for everybody, and one that lets the server's side in.
        void Ssh()
        {
            foreach (var name in (string[])["host", "me"]) Command.Must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys.At(name));
            Directory.CreateDirectory("/run/sshd");
            House.Net.StartOnPort(4009, ["/usr/sbin/sshd", "-D", "-f", "/dev/null", "-h", keys.At("host"), "-o", "PidFile=none", "-o", "ListenAddress=127.0.0.1:4009", "-o", "StrictModes=no", "-o", "PermitRootLogin=yes", "-o", $"AuthorizedKeysFile={keys.At("me.pub")}"]);
            string[] client = ["ssh", "-N", "-F", "/dev/null", "-i", keys.At("me"), "-p", "4009", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes", "-o", "ExitOnForwardFailure=yes"];
            House.Net.StartOnPort(4010, [.. client, "-L", "0.0.0.0:4010:127.0.0.1:4001", "root@127.0.0.1"]);
            House.Net.StartOnPort(4011, [.. client, "-R", "4011:127.0.0.1:4001", "root@127.0.0.1"]);
        }

        public void Dispose()
        {
            House.Dispose();
            keys.Dispose();
        }
    }
}
