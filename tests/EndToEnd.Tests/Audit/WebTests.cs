using Berth.Counterparts;
using Berth.EndToEnd.Tests.Doctor;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>Web servers that a page in somebody's browser could use, and such as refuse it.</summary>
public sealed class WebTests(WebTests.Servers servers) : IClassFixture<WebTests.Servers>
{
    [Theory]
    [InlineData(8000, "dev-wide", "medium")]
    [InlineData(8000, "http-secrets-served", "high")]
    [InlineData(8000, "http-no-host-check", "medium")]
    [InlineData(3001, "http-cors-open", "high")]
    [InlineData(3003, "ws-no-origin-check", "high")]
    [InlineData(7443, "cert-bad", "medium")]
    [InlineData(22, "port-unusual", "info")]
    public void An_open_one_is_found(int port, string rule, string severity) => Assert.Equal(severity, servers.Audit.Only(rule, port).Severity);

    [Theory]
    [InlineData(8001, "dev-wide")]
    [InlineData(3002, "http-no-host-check")]
    [InlineData(3002, "http-cors-open")]
    [InlineData(3004, "ws-no-origin-check")]
    [InlineData(7444, "cert-bad")]
    [InlineData(7443, "http-no-host-check")]
    public void A_guarded_one_is_not(int port, string rule) => servers.Audit.None(rule, port);

    [Fact]
    public void Nothing_is_said_of_a_guarded_server() => Assert.Empty(servers.Audit.At(3002));

    public sealed class Servers : IDisposable
    {
        readonly House house = new();
        readonly TemporaryFolder site = new(), old = new(), good = new();

        public Servers()
        {
            Directory.CreateDirectory(site.At(".git"));
            File.WriteAllText(site.At(".git", "HEAD"), "ref: refs/heads/main\n");
            File.WriteAllText(site.At(".env"), "DB_PASSWORD=hunter2\n");
            var somebody = NetworkNamespace.AsUser(House.Somebody);
            house.Net.StartOnPort(8000, [.. somebody, Python.Path, "-m", "http.server", "8000"], folder: site.Path);
            house.Net.StartOnPort(8001, [.. somebody, Python.Path, "-m", "http.server", "8001", "--bind", "127.0.0.1"], folder: site.Path);
            house.Net.StartOnPort(22, [Python.Path, "-m", "http.server", "22", "--bind", "127.0.0.1"], folder: good.Path);
            house.Net.Start([.. somebody, "node", "-e", Node]);
            var now = TimeProvider.System.GetUtcNow();
            var (expired, valid) = (TlsFiles.Make(old, "shop.test", now.AddDays(-30), now.AddDays(-1)), TlsFiles.Make(good, "shop.test", now.AddDays(-1), now.AddDays(30)));
            File.WriteAllText(old.At("nginx.conf"), $$"""
                pid {{old.At("pid")}}; error_log /dev/null; daemon off;
                events {}
                http {
                  access_log off;
                  server { listen 7443 ssl; ssl_certificate {{expired.Certificate}}; ssl_certificate_key {{expired.Key}}; }
                  server { listen 7444 ssl; ssl_certificate {{valid.Certificate}}; ssl_certificate_key {{valid.Key}}; }
                }
                """);
            house.Net.StartOnPort(7444, ["/usr/sbin/nginx", "-c", old.At("nginx.conf")]);
            Audit = house.Audit();
        }

        internal Findings Audit { get; }

        // 3001 reflects any origin; 3002 heeds Host and Origin; 3003 upgrades anybody; 3004 its own pages only.
        const string Node = """
            const http = require('http'), crypto = require('crypto');
            const own = request => /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.headers.host || '');
            const listen = (port, serve, upgrade) => new Promise(done => {
              const server = http.createServer(serve);
              if (upgrade) server.on('upgrade', (request, socket) => {
                if (!upgrade(request)) { socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n'); return; }
                const key = crypto.createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
                socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
                socket.on('data', () => socket.write(Buffer.from([0x8a, 0]))); // a pong
              });
              server.listen(port, '127.0.0.1', done);
            });
            const guarded = (request, response) => { response.statusCode = own(request) ? 200 : 403; response.end(own(request) ? 'hello' : 'no'); };
            Promise.all([
              listen(3001, (request, response) => { if (request.headers.origin) { response.setHeader('Access-Control-Allow-Origin', request.headers.origin); response.setHeader('Access-Control-Allow-Credentials', 'true'); } guarded(request, response); }),
              listen(3002, guarded),
              listen(3003, guarded, () => true),
              listen(3004, guarded, request => /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.headers.origin || '')),
            ]).then(() => console.log('ready'));
            process.stdin.resume().on('end', () => process.exit());
            """;

        public void Dispose()
        {
            house.Dispose();
            foreach (var folder in (TemporaryFolder[])[site, old, good]) folder.Dispose();
        }
    }
}
