using Berth.Audit.Diagnose;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Sockets;
using Berth.Worlds;
using static Berth.Audit.Tests.Diagnose.Scene;
using static Berth.Model.Diagnosis.ConnectOutcome;

namespace Berth.Audit.Tests.Diagnose;

public class CauseTests
{
    sealed record Row(string Name, string? Id, Func<Scene> Make);

    // What is seen, the cause that is named first (null: none), and the scene.
    static readonly Row[] rows =
    [
        new("healthy", null, () => Web().Answered("127.0.0.1", 200)),
        new("healthy, not found is an answer", null, () => Web().Answered("127.0.0.1", 404)),
        new("healthy, the second address is refused", null, () => Web().Answered("127.0.0.1", 200).Try("::1", Refused).Resolves("127.0.0.1")),

        new("hosts: localhost elsewhere", "hosts-lie", () => Web().InHosts("10.9.8.7").Answered("127.0.0.1", 200)),
        new("hosts: a name elsewhere, server here", "hosts-lie", () => new Scene("shop.test:3000").Serve("127.0.0.1:3000").InHosts("10.9.8.7")),
        new("hosts: a name elsewhere, nobody here", null, () => new Scene("shop.test:3000").InHosts("10.9.8.7")),
        new("hosts: a name of this machine's own address", null, () => new Scene("shop.test:3000").Serve("192.168.1.5:3000").InHosts("192.168.1.5").Answered("192.168.1.5", 200)),

        new("loopback is down", "loopback-down", () => new Scene(host: Down()).Serve("127.0.0.1:3000").Try("127.0.0.1", Unreachable)),
        new("IPv6 is off and first", "ipv6-off", () => new Scene { HasIPv6 = false }.Serve("127.0.0.1:3000").Try("::1", NoSuchAddress).Answered("127.0.0.1", 200)),
        new("IPv6 is off and second", null, () => new Scene { HasIPv6 = false }.Serve("127.0.0.1:3000").Answered("127.0.0.1", 200).Try("::1", NoSuchAddress)),

        new("stopped", "stopped", () => Holder('T').Try("127.0.0.1", Connected, Http(HttpOutcome.Silent))),
        new("traced", "stopped", () => Holder('t').Try("127.0.0.1", Connected, Http(HttpOutcome.Silent))),
        new("one of two workers is stopped", null, () => Holder('T', 'S').Answered("127.0.0.1", 200)),

        new("hung", "hung", () => Queue(129, 128).Try("127.0.0.1", TimedOut)),
        new("a queue with room", null, () => Queue(3, 128).Answered("127.0.0.1", 200)),
        new("not accepting", "not-accepting", () => Web().Waiting(1).Try("127.0.0.1", Connected, Http(HttpOutcome.Silent))),
        new("a busy queue, and an answer", null, () => Web().Waiting(1).Answered("127.0.0.1", 200)),

        new("dropped", "filtered", () => Web().Try("127.0.0.1", TimedOut)),
        new("dropped, nobody listens", "filtered", () => new Scene().Try("127.0.0.1", TimedOut)),
        new("full meanwhile", "hung", () => Queue(0, 128).Waiting(129).Try("127.0.0.1", TimedOut)),
        new("rejected", "rejected", () => Web().Try("127.0.0.1", Refused)),
        new("rejected as unreachable", "rejected", () => Web().Try("127.0.0.1", Unreachable)),
        new("refused, and gone meanwhile", null, () => Web().GoneAfterwards().Try("127.0.0.1", Refused)),

        new("IPv6 only, asked over IPv4", "family-split", () => new Scene().Serve("::1:3000").Try("127.0.0.1", Refused)),
        new("IPv4 only, IPv6 first", "family-split", () => Web().Try("::1", Refused).Answered("127.0.0.1", 200)),
        new("IPv4 only, IPv4 first", null, () => Web().Answered("127.0.0.1", 200).Try("::1", Refused)),
        new("dual stack takes both", null, () => new Scene().Serve(":::3000").Answered("::1", 200).Answered("127.0.0.1", 200)),
        new("in a localhost of its own", "own-localhost", () => new Scene().Serve("127.77.1.2:3000").Try("127.0.0.1", Refused)),
        new("on another address", "bound-elsewhere", () => new Scene().Serve("192.168.1.5:3000").Try("127.0.0.1", Refused)),

        new("two programs", "shadowed", () => Two("http://localhost:3000/").Answered("127.0.0.1", 200).Answered("::1", 200)),
        new("two programs, one address asked for", null, () => Two("http://127.0.0.1:3000/").Answered("127.0.0.1", 200)),
        new("one program on both", null, () => new Scene().Serve("127.0.0.1:3000", "::1:3000").Answered("127.0.0.1", 200).Answered("::1", 200)),

        new("bound", "bound-not-listening", () => With(scene => scene.World.Bound("127.0.0.1:3000", scene.World.Process(50, "java"))).Try("127.0.0.1", Refused)),
        new("a client's end", "held-by-client", () => With(scene => scene.World.Open("127.0.0.1:3000", "10.0.0.9:443", scene.World.Process(50, "curl"))).Try("127.0.0.1", Refused)),
        new("time-wait", "time-wait", () => With(scene => scene.World.TimeWait("127.0.0.1:3000", "127.0.0.1:40000")).Try("127.0.0.1", Refused)),
        new("time-wait beside a server", null, () => With(scene => scene.Serve("127.0.0.1:3000").World.TimeWait("127.0.0.1:3000", "127.0.0.1:40000")).Answered("127.0.0.1", 200)),
        new("published elsewhere", "published-elsewhere", () => With(scene => scene.World.Listen("0.0.0.0:8080", Forwarder(scene, 8080, 3000))).Try("127.0.0.1", Refused)),
        new("another container's port", "nothing-listens", () => With(scene => scene.World.Listen("0.0.0.0:8080", Forwarder(scene, 8080, 13000))).Try("127.0.0.1", Refused)),
        new("another namespace", "other-namespace", () => With(scene => scene.World.Add("0.0.0.0:3000", null, SocketState.Listen, [scene.World.Process(50, "node")], network: Sockets.Foreign)).Try("127.0.0.1", Refused)),
        new("privileged", "privileged-port", () => new Scene("http://localhost/").Try("127.0.0.1", Refused)),
        new("privileged, and root", "nothing-listens", () => new Scene("http://localhost/", host: new World().Host with { UserId = 0 }).Try("127.0.0.1", Refused)),
        new("reserved", "reserved-port", () => new Scene(host: new World().Host with { ReservedPorts = [PortRange.Of(2990, 3010)] }).Try("127.0.0.1", Refused)),
        new("excluded by Windows", "reserved-port", () => new Scene(host: new World().Host with { System = OperatingSystemKind.Windows, ReservedPorts = [PortRange.Of(2990, 3010)] }).Try("127.0.0.1", Refused)),
        new("handed out", "handed-out-port", () => new Scene("localhost:40000").Try("127.0.0.1", Refused)),
        new("handed out and held by a client", "held-by-client", () => With("localhost:40000", scene => scene.World.Open("127.0.0.1:40000", "10.0.0.9:443", scene.World.Process(50, "curl"))).Try("127.0.0.1", Refused)),
        new("nobody", "nothing-listens", () => new Scene().Try("127.0.0.1", Refused)),
        new("somebody near", "nothing-listens", () => new Scene().Serve("127.0.0.1:3001").Try("127.0.0.1", Refused)),

        new("another project answers", "wrong-owner", () => Projects(3001).Answered("127.0.0.1", 200)),
        new("another project answers, ours is far", null, () => Projects(9000).Answered("127.0.0.1", 200)),

        new("TLS alert to plain text", "tls-not-plain", () => Web().Try("127.0.0.1", Connected, Http(HttpOutcome.SpeaksTls), Tls(), Http(200))),
        new("400 to plain text, TLS works", "tls-not-plain", () => Web().Try("127.0.0.1", Connected, Http(400, "Client sent an HTTP request to an HTTPS server."), Tls(), Http(200))),
        new("400 to plain text, no TLS", null, () => Web().Try("127.0.0.1", Connected, Http(400), Tls(TlsOutcome.NotTls))),
        new("a bare port may speak TLS", null, () => new Scene("3000").Serve("127.0.0.1:3000").Try("127.0.0.1", Connected, Http(HttpOutcome.Closed), Tls(), Http(200))),
        new("plain text to TLS", "plain-not-tls", () => Https().Try("127.0.0.1", Connected, Http(200), Tls(TlsOutcome.NotTls))),
        new("TLS refuses", "tls-refused", () => Https().Try("127.0.0.1", Connected, Http(HttpOutcome.Closed), Tls(TlsOutcome.Refused))),
        new("not HTTP", "not-http", () => Web().Try("127.0.0.1", Connected, Http(HttpOutcome.NotHttp, "SSH-2.0-OpenSSH"), Tls(TlsOutcome.NotTls))),
        new("not HTTP on a bare port", null, () => new Scene("3000").Serve("127.0.0.1:3000").Try("127.0.0.1", Connected, Http(HttpOutcome.NotHttp, "SSH-2.0-OpenSSH"), Tls(TlsOutcome.NotTls))),
        new("cuts the connection", "closes-at-once", () => Web().Try("127.0.0.1", Reset)),
        new("cuts the connection to a bare port", "closes-at-once", () => new Scene("3000").Serve("127.0.0.1:3000").Try("127.0.0.1", Reset)),
        new("hangs up after a request", "closes-at-once", () => Web().Try("127.0.0.1", Connected, Http(HttpOutcome.Closed), Tls(TlsOutcome.NotTls), unasked: UnaskedOutcome.StaysOpen)),
        new("hangs up after a request, bare port", null, () => Bare().Try("127.0.0.1", Connected, Http(HttpOutcome.Closed), Tls(TlsOutcome.NotTls), unasked: UnaskedOutcome.StaysOpen)),
        new("hangs up unasked", "closes-at-once", () => Web().Try("127.0.0.1", Connected, Http(HttpOutcome.Closed), Tls(TlsOutcome.NotTls), unasked: UnaskedOutcome.Closes)),
        new("hangs up unasked, bare port", "closes-at-once", () => Bare().Try("127.0.0.1", Connected, Http(HttpOutcome.Closed), Tls(TlsOutcome.NotTls), unasked: UnaskedOutcome.Closes)),
        new("hangs up unasked, another protocol", "closes-at-once", () => Redis().Try("127.0.0.1", Connected, unasked: UnaskedOutcome.Closes)),
        new("waits for another protocol's words", null, () => Redis().Try("127.0.0.1", Connected, unasked: UnaskedOutcome.StaysOpen)),
        new("does not take a connection of another protocol", "not-accepting", () => Redis().Waiting(1).Try("127.0.0.1", Connected, unasked: UnaskedOutcome.StaysOpen)),
        new("a forwarder hangs up", "container-loopback", () => With(scene => scene.World.Listen("0.0.0.0:3000", Forwarder(scene, 3000, 80))).Try("127.0.0.1", Connected, Http(HttpOutcome.Closed), Tls(TlsOutcome.NotTls), unasked: UnaskedOutcome.Closes)),
        new("a forwarder of another protocol", null, () => With("3000", scene => scene.World.Listen("0.0.0.0:3000", Forwarder(scene, 3000, 5432))).Try("127.0.0.1", Connected, Http(HttpOutcome.Closed), Tls(TlsOutcome.NotTls), unasked: UnaskedOutcome.StaysOpen)),

        new("expired", "certificate-expired", () => Https().Try("127.0.0.1", Connected, null, Tls(-30, -1, trusted: false), Http(200))),
        new("not yet", "certificate-not-yet", () => Https().Try("127.0.0.1", Connected, null, Tls(1, 30), Http(200))),
        new("another name", "certificate-name", () => Https().Try("127.0.0.1", Connected, null, Tls(matches: false, trusted: false), Http(200))),
        new("untrusted", "certificate-untrusted", () => Https().Try("127.0.0.1", Connected, null, Tls(trusted: false), Http(200))),
        new("a good certificate", null, () => Https().Try("127.0.0.1", Connected, null, Tls(), Http(200))),
        new("its last day", null, () => Https().Try("127.0.0.1", Connected, null, Tls(-30, 0), Http(200))),

        new("host check", "host-check", () => Checked(403, 200)),
        new("refused under every name", null, () => Checked(403, 403)),
        new("server error", "server-error", () => Web().Answered("127.0.0.1", 500)),
        new("server error inside TLS", "server-error", () => Https().Try("127.0.0.1", Connected, null, Tls(), Http(503))),

        new("a redirect to itself", "redirect-circle", () => Web().Try("127.0.0.1", Connected, Redirect(RedirectEnd.Circle, ("http://localhost:3000/", null)))),
        new("a redirect to a page", null, () => Web().Try("127.0.0.1", Connected, Redirect(RedirectEnd.Arrived, ("http://localhost:3000/login", Http(200))))),
        new("a redirect to another machine", null, () => Web().Try("127.0.0.1", Connected, Redirect(RedirectEnd.Elsewhere, ("https://login.example.com/", null)))),
        new("a redirect to an error", "server-error", () => Web().Try("127.0.0.1", Connected, Redirect(RedirectEnd.Arrived, ("http://localhost:3000/login", Http(500))))),
        new("a redirect to a port where nobody is", "redirect-to-nobody", () => Web().Try("127.0.0.1", Connected, Redirect(RedirectEnd.NobodyThere, ("http://localhost:4000/", null)))),
        new("a redirect to what does not answer", "redirect-to-nobody", () => Web().Try("127.0.0.1", Connected, Redirect(RedirectEnd.Arrived, ("https://localhost:3000/", Http(HttpOutcome.Closed))))),
        new("half a body, then the end", "answer-unfinished", () => Web().Try("127.0.0.1", Connected, Body(HttpEnd.Cut, 2, 100))),
        new("half a body, then nothing", "answer-unfinished", () => Web().Try("127.0.0.1", Connected, Body(HttpEnd.Stalled, 2, 100))),
        new("a chunked body, cut", "answer-unfinished", () => Web().Try("127.0.0.1", Connected, Body(HttpEnd.Cut, 2, null))),
        new("a chunked body that goes on", null, () => Web().Try("127.0.0.1", Connected, Body(HttpEnd.Stalled, 2, null))),
        new("a whole body", null, () => Web().Try("127.0.0.1", Connected, Body(HttpEnd.Whole, 100, 100))),

        new("led to another server", "led-elsewhere", () => Led(":3001").Try("127.0.0.1", Connected, Http(404), met: "127.0.0.1:3001")),
        new("led to a server, and nobody where it was dialled", null, () => With(scene => scene.World.Listen("127.0.0.1:3001", scene.World.Process(51, "nginx"))).Try("127.0.0.1", Connected, Http(200), met: "127.0.0.1:3001")),
        new("led into an own localhost", null, () => Web().Try("127.0.0.1", Connected, Http(200), met: "127.77.1.2:3000")),

        new("a port that browsers refuse", "port-blocked", () => new Scene("http://localhost:6666/").Serve("127.0.0.1:6666").Answered("127.0.0.1", 200)),
        new("the same without a scheme, and a web server", "port-blocked", () => new Scene("6666").Serve("127.0.0.1:6666").Answered("127.0.0.1", 200)),
        new("the same without a scheme, and no web server", null, () => new Scene("6666").Serve("127.0.0.1:6666").Try("127.0.0.1", Connected, Http(HttpOutcome.NotHttp, "NOTICE"), Tls(TlsOutcome.NotTls))),
        new("the same of another protocol", null, () => new Scene("redis://localhost:6666").Serve("127.0.0.1:6666").Try("127.0.0.1", Connected, unasked: UnaskedOutcome.StaysOpen)),

        new("below localhost, unresolved", "dot-localhost", () => new Scene("shop.localhost:3000").Serve("127.0.0.1:3000").Resolves().Answered("127.0.0.1", 200)),
        new("below localhost, resolved", null, () => new Scene("shop.localhost:3000").Serve("127.0.0.1:3000").Resolves("127.0.0.1").Answered("127.0.0.1", 200)),
        new("localhost itself, unresolved", "localhost-missing", () => Web().Resolves().Answered("127.0.0.1", 200)),
        new("no such name", "name-unresolved", () => new Scene("shop.test:3000").Resolves()),

        new("proxy", "proxy", () => Web().Answered("127.0.0.1", 200).Proxied("http_proxy")),
        new("proxy with exceptions", null, () => Web().Answered("127.0.0.1", 200).Proxied("http_proxy", "localhost")),
        new("proxy of the other scheme", null, () => Web().Answered("127.0.0.1", 200).Proxied("https_proxy")),
        new("no proxy for a database", null, () => new Scene("postgres://localhost:3000/app").Serve("127.0.0.1:3000").Try("127.0.0.1", Connected, unasked: UnaskedOutcome.StaysOpen).Proxied("ALL_PROXY")),
    ];

    public static IEnumerable<string> Ids => rows.Select(row => row.Id).OfType<string>().Distinct();

    public static TheoryData<string> Names => [.. rows.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_first_cause_is(string name)
    {
        var row = rows.Single(row => row.Name == name);
        var report = row.Make().Report();
        Assert.Equal(row.Id, report.Answer?.Id);
        Assert.Equal(row.Id is not null, report.Verdict == Health.Found);
        Assert.DoesNotContain("..", report.Sentence?.Replace("...", "", StringComparison.Ordinal) ?? "");
        if (report.Answer is { } answer) AssertWhole(answer);
        else Assert.NotNull(report.Sentence);
    }

    // No advice opens a server of loopback to the network; where it is open to one family already, it is said.
    [Theory]
    [InlineData("::1:3000", "127.0.0.1", "--host 127.0.0.1", false)]
    [InlineData("127.0.0.1:3000", "::1", "--host ::1", false)]
    [InlineData("0.0.0.0:3000", "::1", "every interface, over IPv6 too", true)]
    public void The_other_family_is_not_won_by_opening_to_everybody(string bound, string asked, string advice, bool mayBindAll)
    {
        var scene = new Scene().Serve(bound).Try(asked, Refused);
        var fix = scene.Report().Answer!.Fix.Text;
        Assert.Contains(advice, fix);
        Assert.Equal(mayBindAll, fix.Contains("bind ::;"));
    }

    [Fact]
    public void Every_cause_has_its_row_and_its_opposite()
    {
        var named = rows.Select(row => row.Id).OfType<string>().ToHashSet();
        Assert.True(named.Count >= 40, string.Join(' ', named));
        Assert.True(rows.Count(row => row.Id is null) >= 25);
    }

    // One sentence, at least one proof, one fix; likely says why.
    static void AssertWhole(Audit.Diagnose.Cases.Diagnosis diagnosis)
    {
        Assert.Matches("^[A-Z0-9a-z/~.:\\[].*\\.$", diagnosis.Sentence);
        Assert.NotEmpty(diagnosis.Proof);
        Assert.All(diagnosis.Proof, line => Assert.DoesNotContain("..", line.Replace("...", "", StringComparison.Ordinal)));
        Assert.DoesNotMatch("\\.$", diagnosis.Fix.Text);
        Assert.Equal(diagnosis.How == How.Inferred, diagnosis.Reason is not null);
    }

    static Scene Web() => new Scene().Serve("127.0.0.1:3000");

    static Scene Https() => new Scene("https://localhost:3000/").Serve("127.0.0.1:3000");

    static Scene Bare() => new Scene("3000").Serve("127.0.0.1:3000");

    static Scene Redis() => new Scene("redis://localhost:3000").Serve("127.0.0.1:3000");

    static Scene Led(string to) => With(scene =>
    {
        scene.Serve("127.0.0.1:3000");
        scene.World.Listen($"127.0.0.1{to}", scene.World.Process(51, "nginx"));
    });

    static HttpAttempt Body(HttpEnd end, int came, long? promised) => Http(200) with { End = end, BodyBytes = came, BodyPromised = promised };

    static Scene With(Action<Scene> make) => With("http://localhost:3000/", make);

    static Scene With(string target, Action<Scene> make)
    {
        var scene = new Scene(target);
        make(scene);
        return scene;
    }

    static Scene Holder(params char[] states) => With(scene =>
    {
        var pid = 60;
        scene.World.Listen("127.0.0.1:3000", [.. states.Select(state => scene.World.Process(pid++, "node") with { State = state })]);
    });

    static Scene Queue(uint waiting, uint backlog) => With(scene => scene.World.Add("127.0.0.1:3000", null, SocketState.Listen, [scene.World.Process(50, "node")], waiting: waiting, backlog: backlog));

    static Scene Two(string target) => With(target, scene =>
    {
        scene.World.Listen("127.0.0.1:3000", scene.World.Process(50, "node", parent: 300, command: "node a.js"));
        scene.World.Listen(":::3000", scene.World.Process(51, "node", parent: 300, command: "node b.js"));
    });

    static ProcessFacts Forwarder(Scene scene, int port, int inside) => scene.World.Process(70, "docker-proxy", user: "root",
        command: $"/usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port {port} -container-ip 172.17.0.2 -container-port {inside}");

    static Scene Projects(int ours) => With(scene =>
    {
        scene.Directory = "/home/ada/shop/web";
        scene.World.Listen("127.0.0.1:3000", scene.World.Process(50, "node", project: new Project("blog", "/home/ada/blog", "main", null)));
        scene.World.Listen($"127.0.0.1:{ours}", scene.World.Process(51, "node", project: World.Shop));
    });

    static Scene Checked(int named, int known) => new Scene("http://shop.test:3000/").Serve("127.0.0.1:3000").Resolves("127.0.0.1")
        .Try("127.0.0.1", Connected, Http(named, "Blocked request.") with { AsLocalhost = Http(known) });

    static HostFacts Down() => new World().Host with { Interfaces = [new NetworkInterface(1, "lo", InterfaceKind.Loopback, false, [])] };
}
