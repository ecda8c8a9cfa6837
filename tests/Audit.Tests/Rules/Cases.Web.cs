using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Protocols;
using Berth.Worlds;

namespace Berth.Audit.Tests.Rules;

static partial class Cases
{
    static readonly BrowserAttack open = new(AttackResult.Open, "it was served"), guarded = new(AttackResult.Guarded, "it was refused");

    static AuditFacts Http(string at, HttpFacts http, bool isTls = false) => Answering(at, "http", with: answer => answer with { Http = http, IsTls = isTls });

    static AuditFacts Certificate(string at, int fromDay, int toDay, string key = "RSA", int bits = 2048, string signature = "sha256RSA") => Answering(at, "http", with: answer => answer with
    {
        IsTls = true,
        Certificate = new("CN=localhost", "CN=localhost", Sockets.Now.AddDays(fromDay), Sockets.Now.AddDays(toDay), ["localhost"], true, key, bits, signature, "00"),
    });

    static IEnumerable<Case> Web =>
    [
        new("dev-wide", "vite for all", Severity.Medium, Running($"{Wide}:5173", "node", "node /home/ada/shop/node_modules/.bin/vite --host")),
        new("dev-wide", "http.server for all", Severity.Medium, Running($"{Wide}:8000", "python3", "python3 -m http.server 8000")),
        new("dev-wide", "vite on loopback", null, Running($"{Local}:5173", "node", "node /home/ada/shop/node_modules/.bin/vite")),
        new("dev-wide", "a server for production", null, Running($"{Wide}:80", "nginx", "nginx: master process")),
        new("http-no-host-check", "any name", Severity.Medium, Http($"{Local}:3000", new HttpFacts { Status = 200, ForeignHost = open })),
        new("http-no-host-check", "refuses", null, Http($"{Local}:3000", new HttpFacts { Status = 200, ForeignHost = guarded })),
        new("http-no-host-check", "behind TLS", null, Http($"{Local}:3000", new HttpFacts { Status = 200, ForeignHost = open }, isTls: true)),
        new("http-cors-open", "any origin", Severity.Medium, Http($"{Local}:3000", new HttpFacts { Status = 200, ForeignOrigin = open })),
        new("http-cors-open", "any origin with cookies", Severity.High, Http($"{Local}:3000", new HttpFacts { Status = 200, ForeignOrigin = open, AllowsCredentials = true })),
        new("http-cors-open", "none", null, Http($"{Local}:3000", new HttpFacts { Status = 200, ForeignOrigin = guarded })),
        new("ws-no-origin-check", "any origin", Severity.High, Http($"{Local}:3000", new HttpFacts { Status = 200, ForeignWebSocket = open })),
        new("ws-no-origin-check", "refuses", null, Http($"{Local}:3000", new HttpFacts { Status = 200, ForeignWebSocket = guarded })),
        new("http-secrets-served", "the repository for all", Severity.High, Http($"{Wide}:8000", new HttpFacts { Status = 200, ExposedPaths = ["/", "/.git/HEAD"] })),
        new("http-secrets-served", "the repository on loopback", Severity.Medium, Http($"{Local}:8000", new HttpFacts { Status = 200, ExposedPaths = ["/.git/HEAD"] })),
        new("http-secrets-served", "a listing on loopback", Severity.Info, Http($"{Local}:8000", new HttpFacts { Status = 200, ExposedPaths = ["/"] })),
        new("http-secrets-served", "nothing", null, Http($"{Wide}:8000", new HttpFacts { Status = 200 })),
        new("proxy-open", "connects for all", Severity.High, Answering($"{Wide}:3128", "http", Authentication.None, ("open-proxy", "yes"))),
        new("proxy-open", "socks for all", Severity.High, Answering($"{Wide}:1080", "socks5", Authentication.None)),
        new("proxy-open", "on loopback", null, Answering($"{Local}:3128", "http", Authentication.None, ("open-proxy", "yes"))),
        new("proxy-open", "with a login", null, Answering($"{Wide}:1080", "socks5", Authentication.Required)),
        new("admin-ui-open", "adminer", Severity.High, Product($"{Wide}:8080", "Adminer")),
        new("admin-ui-open", "with a login", Severity.Medium, Product($"{Wide}:8080", "pgAdmin", Authentication.Required)),
        new("admin-ui-open", "on loopback", null, Product($"{Local}:8080", "Adminer")),
        new("cert-bad", "expired", Severity.Medium, Certificate($"{Wide}:443", -400, -35)),
        new("cert-bad", "expired on loopback", Severity.Low, Certificate($"{Local}:443", -400, -35)),
        new("cert-bad", "a short key", Severity.Medium, Certificate($"{Wide}:443", -1, 30, bits: 1024)),
        new("cert-bad", "an old signature", Severity.Medium, Certificate($"{Wide}:443", -1, 30, signature: "sha1RSA")),
        new("cert-bad", "a good one", null, Certificate($"{Wide}:443", -1, 30)),
        new("cert-bad", "a curve", null, Certificate($"{Wide}:443", -1, 30, key: "ECDSA", bits: 256)),
        new("port-unusual", "http on 22", Severity.Low, Answering($"{Wide}:22", "http")),
        new("port-unusual", "ssh on 22", null, Answering($"{Wide}:22", "ssh")),
        new("port-unusual", "ssh on a port of its own", null, Answering($"{Wide}:2222", "ssh")),
    ];
}
