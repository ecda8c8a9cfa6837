using Berth.Model.Protocols;
using Berth.Probes.Asking;

namespace Berth.Probes.Tests.Asking;

/// <summary>Servers with and without the checks that keep a hostile web page out.</summary>
public sealed class BrowserAttackTests : IDisposable
{
    readonly Place place = new();

    // `check` decides by the request's headers; it answers the status for what it refuses.
    const string Http = """
        const http = require('http'), crypto = require('crypto');
        const page = q => `<html><title>Shop</title><body><h1>Hello</h1><p>served at ${process.hrtime()} to ${q.headers.host}</p><ul><li>one</li><li>two</li></ul></body></html>`;
        const server = http.createServer((q, r) => {
          const refused = check(q);
          if (refused) { r.writeHead(refused); r.end('no'); return; }
          if (extra(q).Location) { r.writeHead(302, extra(q)); r.end(); return; }
          r.setHeader('Content-Type', 'text/html');
          for (const [name, value] of Object.entries(extra(q))) r.setHeader(name, value);
          r.end(page(q));
        });
        server.on('upgrade', (q, socket) => {
          const refused = upgrade(q);
          if (refused) { socket.end(`HTTP/1.1 ${refused} No\r\nContent-Length: 0\r\n\r\n`); return; }
          const key = crypto.createHash('sha1').update(q.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
          socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
          if (!greet(q, socket)) socket.on('data', () => socket.write(Buffer.from([0x8a, 0]))); // a pong
        });
        server.on('clientError', (_, socket) => socket.destroy());
        server.listen(3000, address, ready);
        """;

    // `greet` speaks first on a WebSocket, and says whether it has sent the client away.
    void Start(string check = "0", string extra = "", string upgrade = "404", string greet = "false") =>
        place.StartNode($"const check = q => {check}; const extra = q => ({{ {extra} }}); const upgrade = q => {upgrade}; const greet = (q, socket) => {greet};\n{Http}");

    [Theory]
    [InlineData("0", AttackResult.Open)]
    [InlineData("q.headers.host === 'localhost:3000' ? 0 : 403", AttackResult.Guarded)]
    [InlineData("q.headers.host === 'localhost:3000' ? 0 : 400", AttackResult.Guarded)]
    [InlineData("q.headers.host === 'localhost:3000' ? 0 : 421", AttackResult.Guarded)]
    [InlineData("q.headers.host === 'localhost:3000' ? 0 : 401", AttackResult.NeedsLogin)]
    [InlineData("q.headers.host === 'localhost:3000' ? 0 : 500", AttackResult.Unclear)]
    [InlineData("q.headers.host.startsWith('127.') || q.headers.host === 'localhost:3000' ? 0 : 403", AttackResult.Open)] // fooled by 127.0.0.1.rebind-probe.invalid
    [InlineData("q.headers.host.startsWith('localhost') ? 0 : 403", AttackResult.Open)] // fooled by localhost6
    [InlineData("401", AttackResult.NeedsLogin)]
    [InlineData("403", AttackResult.Unclear)]
    public void A_request_under_a_foreign_name(string check, AttackResult expected)
    {
        Start(check);
        var facts = place.Ask(3000, Place.Attacking);
        Assert.Equal(expected, facts.Http!.ForeignHost.Result);
        Assert.NotEmpty(facts.Http.ForeignHost.Evidence);
    }

    [Fact]
    public void What_answers_a_foreign_name_with_another_page_is_unclear()
    {
        Start(extra: "...(q.headers.host === 'localhost:3000' ? {} : (q.headers.host = 'x'.repeat(3000).replaceAll('x', 'x '), {}))");
        Assert.Equal(AttackResult.Unclear, place.Ask(3000, Place.Attacking).Http!.ForeignHost.Result);
    }

    [Theory]
    [InlineData("", AttackResult.Guarded, false)]
    [InlineData("'Access-Control-Allow-Origin': '*'", AttackResult.Open, false)]
    [InlineData("'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true'", AttackResult.Open, false)] // no browser takes the two together
    [InlineData("'Access-Control-Allow-Origin': q.headers.origin ?? ''", AttackResult.Open, false)]
    [InlineData("'Access-Control-Allow-Origin': q.headers.origin ?? '', 'Access-Control-Allow-Credentials': 'true'", AttackResult.Open, true)]
    [InlineData("'Access-Control-Allow-Origin': 'http://localhost:3000'", AttackResult.Guarded, false)]
    public void A_page_of_another_origin(string headers, AttackResult expected, bool withCredentials)
    {
        Start(extra: headers);
        var http = place.Ask(3000, Place.Attacking).Http!;
        Assert.Equal((expected, withCredentials), (http.ForeignOrigin.Result, http.AllowsCredentials));
    }

    [Theory]
    [InlineData("0", AttackResult.Open)]
    [InlineData("q.url === '/ws' ? 0 : 404", AttackResult.Open)]
    [InlineData("q.url.startsWith('/socket.io/') ? 0 : 404", AttackResult.Open)]
    [InlineData("q.headers.origin === 'http://localhost:3000' ? 0 : 403", AttackResult.Guarded)]
    [InlineData("q.headers.origin === 'http://localhost:3000' ? 0 : 401", AttackResult.NeedsLogin)]
    [InlineData("404", AttackResult.NotTried)] // no WebSocket here
    public void A_WebSocket_of_another_origin(string upgrade, AttackResult expected)
    {
        Start(upgrade: upgrade);
        Assert.Equal(expected, place.Ask(3000, Place.Attacking).Http!.ForeignWebSocket.Result);
    }

    // As webpack-dev-server does: it takes every handshake, and sends a foreign page away in its first words.
    const string Foreign = "q.headers.origin !== 'http://localhost:3000'", Words = "Buffer.from([0x81, 7, ...Buffer.from('Invalid')])";

    [Theory]
    [InlineData($"{Foreign} && (socket.write({Words}), socket.end(Buffer.from([0x88, 0])), true)", AttackResult.Guarded)]
    [InlineData($"{Foreign} && (socket.end({Words}), true)", AttackResult.Guarded)]
    [InlineData($"{Foreign} && (socket.destroy(), true)", AttackResult.Guarded)]
    [InlineData($"(socket.write({Words}), false)", AttackResult.Open)] // it greets everybody
    [InlineData("(socket.destroy(), true)", AttackResult.NotTried)] // its own pages too
    public void A_WebSocket_is_open_when_a_foreign_page_is_kept(string greet, AttackResult expected)
    {
        Start(upgrade: "0", greet: greet);
        Assert.Equal(expected, place.Ask(3000, Place.Attacking).Http!.ForeignWebSocket.Result);
    }

    // A finding that a page can be read needs a page that was read: a redirect is none.
    [Theory]
    [InlineData("/tree", "q.url === '/' || q.headers.host === 'localhost:3000' ? 0 : 403", AttackResult.Guarded)]
    [InlineData("/tree", "0", AttackResult.Open)]
    [InlineData("http://localhost:3000/tree", "0", AttackResult.Open)]
    [InlineData("https://localhost:3000/", "0", AttackResult.Unclear)]
    [InlineData("http://example.com/", "0", AttackResult.Unclear)]
    [InlineData("/", "0", AttackResult.Unclear)]
    public void What_only_redirects_is_judged_by_where_it_leads(string location, string check, AttackResult expected)
    {
        Start(check, extra: $"...(q.url === '/' ? {{ Location: '{location}' }} : {{}})");
        Assert.Equal(expected, place.Ask(3000, Place.Attacking).Http!.ForeignHost.Result);
    }

    [Fact]
    public void Vites_reload_channel_is_tried_in_its_own_words()
    {
        place.StartNode($"const check = q => 0; const extra = q => ({{}}); const greet = () => false; const upgrade = q => q.headers['sec-websocket-protocol'] === 'vite-hmr' ? 0 : 400;\n{Http.Replace("<h1>", "<script type=\"module\" src=\"/@vite/client\"></script><h1>", StringComparison.Ordinal)}");
        var facts = place.Ask(3000, Place.Attacking);
        Assert.Equal(("Vite", AttackResult.Open), (facts.Product, facts.Http!.ForeignWebSocket.Result));
    }

    [Theory]
    [InlineData("files", new[] { "/", "/.git/HEAD", "/.env" })]
    [InlineData("page", new string[0])]
    [InlineData("anything", new string[0])]
    [InlineData("beside a page", new[] { "/.env" })]
    public void Files_that_should_not_be_served(string kind, string[] expected)
    {
        using var folder = new Counterparts.TemporaryFolder();
        if (kind == "files")
        {
            Directory.CreateDirectory(folder.At(".git"));
            File.WriteAllText(folder.At(".git", "HEAD"), "ref: refs/heads/main\n");
            File.WriteAllText(folder.At(".env"), "SECRET=1\n");
            place.Start(3000, [Counterparts.Python.Path, "-m", "http.server", "3000", "--bind", place.Address], folder.Path);
        }
        else Start(extra: kind == "anything" ? "'Content-Type': 'text/plain'" : kind == "beside a page" ? "'Content-Type': q.url === '/.env' ? 'text/plain' : 'text/html'" : "");
        Assert.Equal(expected, place.Ask(3000, Place.Attacking).Http!.ExposedPaths);
    }

    [Theory]
    [InlineData(600, "MCP server late")]
    [InlineData(60_000, null)]
    public void A_server_that_takes_its_time_to_make_a_session_is_found_or_told(int milliseconds, string? product)
    {
        place.StartNode($$"""
            require('http').createServer((q, r) => {
              if (q.url !== '/mcp') { r.writeHead(404); r.end(); return; }
              if (q.method === 'GET') { r.writeHead(405); r.end(); return; }
              setTimeout(() => { r.setHeader('Content-Type', 'application/json');
                r.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { protocolVersion: '2025-06-18', capabilities: {}, serverInfo: { name: 'late', version: '1' } } })); }, {{milliseconds}});
            }).listen(3000, address, ready);
            """);
        var facts = place.Ask(3000, new ProbeOptions { BrowserAttacks = true });
        Assert.Equal(product, facts.Product);
        if (product is null) Assert.Equal("POST /mcp initialize", facts.Details[ProtocolFacts.Unanswered]);
        else Assert.Equal(AttackResult.Open, facts.Http!.ForeignHost.Result);
    }

    // The older transport: GET /sse names a place to post to, and answers come over the stream.
    [Theory]
    [InlineData("True", "True", AttackResult.Open)]
    [InlineData("True", "self.headers['Host'] == 'localhost:3000'", AttackResult.Guarded)]
    [InlineData("self.headers['Host'] == 'localhost:3000'", "True", AttackResult.Guarded)]
    public void An_MCP_server_over_a_stream_of_events_is_found(string mayOpen, string mayPost, AttackResult expected)
    {
        place.StartPython($$"""
            import http.server, json, queue, threading
            sessions = {}
            class Server(http.server.BaseHTTPRequestHandler):
                protocol_version = 'HTTP/1.1'
                def plain(self, status):
                    self.send_response(status); self.send_header('Content-Length', '0'); self.end_headers()
                def do_HEAD(self): self.plain(404)
                def do_GET(self):
                    if self.path != '/sse': return self.plain(404)
                    if not ({{mayOpen}}): return self.plain(403)
                    mine = str(len(sessions)); sessions[mine] = queue.Queue()
                    self.send_response(200); self.send_header('Content-Type', 'text/event-stream'); self.send_header('Connection', 'close'); self.end_headers()
                    self.wfile.write(f'event: endpoint\ndata: /message?sessionId={mine}\n\n'.encode())
                    answer = sessions[mine].get()
                    self.wfile.write(f'event: message\ndata: {json.dumps(answer)}\n\n'.encode())
                def do_POST(self):
                    asked = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                    if not ({{mayPost}}): return self.plain(403)
                    self.plain(202)
                    told = dict(protocolVersion='2024-11-05', capabilities=dict(), serverInfo=dict(name='old', version='1'))
                    sessions[self.path.split('=')[1]].put(dict(jsonrpc='2.0', id=asked['id'], result=told))
                def log_message(self, *_): pass
            site = http.server.ThreadingHTTPServer((address, 3000), Server); site.daemon_threads = True
            threading.Thread(target=site.serve_forever, daemon=True).start(); ready(); wait()
            """);
        var facts = place.Ask(3000, Place.Attacking);
        Assert.Equal(("MCP server old", "mcp"), (facts.Product, facts.Details.GetValueOrDefault("api")));
        Assert.Equal(expected, facts.Http!.ForeignHost.Result);
    }

    [Fact]
    public void Nothing_is_attacked_unless_asked_for()
    {
        Start();
        var facts = place.Ask(3000);
        Assert.Equal((AttackResult.NotTried, AttackResult.NotTried, AttackResult.NotTried), (facts.Http!.ForeignHost.Result, facts.Http.ForeignOrigin.Result, facts.Http.ForeignWebSocket.Result));
        Assert.Equal(1, facts.Connections);
    }

    [Fact]
    public void Every_request_says_who_asks_and_reads_only()
    {
        using var server = place.StartPython("""
            import http.server, threading
            seen = []
            class One(http.server.BaseHTTPRequestHandler):
                def answer(self):
                    seen.append((self.command, self.headers.get('User-Agent', ''))); self.send_response(200); self.send_header('Content-Length', '0'); self.end_headers()
                do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = answer
                def log_message(self, *_): pass
            threading.Thread(target=http.server.ThreadingHTTPServer((address, 3000), One).serve_forever, daemon=True).start()
            report = listen(address, 3001)
            ready()
            c, _ = report.accept()
            c.sendall(f"220 FTP {','.join(sorted({m for m, _ in seen}))} {','.join(sorted({a.split('/')[0] + a.split(' ', 1)[1] for _, a in seen}))}\r\n".encode()); wait()
            """);
        place.Ask(3000, Place.Attacking);
        Assert.Contains("220 FTP GET,HEAD berth(+local port check)", place.Ask(3001).Evidence);
    }

    [Fact]
    public void A_proxy_that_takes_anybody_is_told_by_a_port_of_ours()
    {
        // What tinyproxy and squid do: a name in Server, CONNECT tried, 502 when nobody listens there.
        using var server = place.StartPython("""
            import http.server, threading
            class Proxy(http.server.BaseHTTPRequestHandler):
                server_version, sys_version = 'tinyproxy/1.11', ''
                def do_GET(self): self.send_error(400)
                def do_CONNECT(self):
                    host, port = self.path.split(':')
                    assert host == '127.0.0.1'
                    try: socket.create_connection((host, int(port)), 5).close(); self.send_response(200)
                    except OSError: self.send_response(502)
                    self.end_headers()
                do_HEAD = do_GET
                def log_message(self, *_): pass
            threading.Thread(target=http.server.ThreadingHTTPServer((address, 3000), Proxy).serve_forever, daemon=True).start()
            ready(); wait()
            """);
        Assert.Equal("yes", place.Ask(3000, Place.Attacking).Details["open-proxy"]);
    }

    public void Dispose() => place.Dispose();
}
