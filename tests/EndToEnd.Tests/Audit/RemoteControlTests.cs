using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>Services that run code for whoever reaches them: Node itself, and responders that answer as the real ones do.</summary>
public sealed class RemoteControlTests(RemoteControlTests.Servers servers) : IClassFixture<RemoteControlTests.Servers>
{
    [Theory]
    [InlineData(9229, "debug-node", "critical")]
    [InlineData(9230, "debug-node", "low")]
    [InlineData(5005, "debug-jdwp", "critical")]
    [InlineData(2375, "docker-api-tcp", "critical")]
    [InlineData(8888, "jupyter-open", "critical")]
    [InlineData(11434, "llm-open", "high")]
    [InlineData(8765, "mcp-unguarded", "critical")]
    [InlineData(9222, "cdp-open", "medium")]
    [InlineData(5900, "vnc-none", "critical")]
    public void One_that_takes_anyone_is_found(int port, string rule, string severity) => Assert.Equal(severity, servers.Audit.Only(rule, port).Severity);

    [Theory]
    [InlineData(8889, "jupyter-open")]
    [InlineData(8766, "mcp-unguarded")]
    [InlineData(5901, "vnc-none")]
    [InlineData(11435, "llm-open")]
    public void One_that_asks_who_is_there_is_not(int port, string rule) => servers.Audit.None(rule, port);

    public sealed class Servers : IDisposable
    {
        readonly House house = new();

        public Servers()
        {
            house.Net.StartOnPort(9229, ["node", "--inspect=0.0.0.0:9229", "-e", "setInterval(() => {}, 1000)"]);
            house.Net.StartOnPort(9230, ["node", "--inspect=127.0.0.1:9230", "-e", "setInterval(() => {}, 1000)"]);
            // In a file: words such as jdwp on a command line mean something.
            File.WriteAllText(house.Net.Home.At("responders.py"), $"{Python.Prelude}{Responders}");
            house.Net.Start(Python.Path, house.Net.Home.At("responders.py"), "mcp-notes");
            Audit = house.Audit();
        }

        internal Findings Audit { get; }

        const string Responders = """
            import http.server, json, threading
            def serve(address, port, answer):
                class Page(http.server.BaseHTTPRequestHandler):
                    def do_GET(self):
                        length = int(self.headers.get('Content-Length') or 0)
                        status, headers, body = answer(self.command, self.path, self.headers.get('Host') or '', self.rfile.read(length))
                        self.send_response_only(status)
                        for name, value in headers.items(): self.send_header(name, value)
                        self.send_header('Content-Length', str(len(body)))
                        self.end_headers()
                        self.wfile.write(body)
                    do_POST = do_HEAD = do_OPTIONS = do_GET
                    def log_message(self, *words): pass
                site = http.server.ThreadingHTTPServer((address, port), Page)
                threading.Thread(target=site.serve_forever, daemon=True).start()
            def docker(method, path, host, body):
                headers = {'Server': 'Docker/24.0.7 (linux)', 'Api-Version': '1.43', 'Content-Type': 'text/plain'}
                return (200, headers, b'OK') if path == '/_ping' else (404, headers, b'{"message":"page not found"}\n')
            def jupyter(token):
                def answer(method, path, host, body):
                    headers = {'Server': 'TornadoServer/6.3.3', 'Content-Type': 'application/json'}
                    if path == '/': return 302, {**headers, 'Location': '/tree?'}, b''
                    if path != '/api/status': return 404, headers, b'{}'
                    if token: return 403, headers, b'{"message": "Forbidden", "reason": null}'
                    return 200, headers, json.dumps({'connections': 0, 'kernels': 0, 'last_activity': 'x', 'started': 'x'}).encode()
                return answer
            def ollama(method, path, host, body):
                return (200, {}, b'{"version":"0.5.1"}') if path == '/api/version' else (200, {'Content-Type': 'text/plain'}, b'Ollama is running')
            def mcp(guarded):
                def answer(method, path, host, body):
                    headers = {'Content-Type': 'application/json'}
                    if guarded and host.split(':')[0] not in ('127.0.0.1', 'localhost'): return 403, headers, b'{"jsonrpc":"2.0","error":{"code":-32000,"message":"Invalid Host header"},"id":null}'
                    if path != '/mcp': return 404, {}, b'Not found'
                    if method != 'POST': return 405, headers, b'{"jsonrpc":"2.0","error":{"code":-32000,"message":"Method not allowed."},"id":null}'
                    return 200, headers, json.dumps({'jsonrpc': '2.0', 'id': 1, 'result': {'protocolVersion': '2025-06-18', 'capabilities': {}, 'serverInfo': {'name': 'notes', 'version': '1.0'}}}).encode()
                return answer
            def browser(method, path, host, body):
                return (200, {'Content-Type': 'application/json'}, b'{"Browser": "Chrome/126.0.1", "Protocol-Version": "1.3", "webSocketDebuggerUrl": "ws://x"}') if path.startswith('/json/version') else (404, {}, b'')
            serve('0.0.0.0', 2375, docker); serve('0.0.0.0', 8888, jupyter(False)); serve('0.0.0.0', 8889, jupyter(True))
            serve('0.0.0.0', 11434, ollama); serve('127.0.0.1', 11435, ollama)
            serve('127.0.0.1', 8765, mcp(False)); serve('127.0.0.1', 8766, mcp(True)); serve('127.0.0.1', 9222, browser)
            def talk(port, speak):
                s = listen('0.0.0.0', port)
                def one(c):
                    try: speak(c)
                    except OSError: pass
                    c.close()
                def run():
                    while True: threading.Thread(target=one, args=(s.accept()[0],), daemon=True).start()
                threading.Thread(target=run, daemon=True).start()
            def vnc(kind):
                def speak(c):
                    c.sendall(b'RFB 003.008\n'); c.recv(12); c.sendall(bytes([1, kind])); c.recv(1)
                return speak
            def jdwp(c):
                if c.recv(14) != b'JDWP-Handshake': return
                c.sendall(b'JDWP-Handshake')
                if c.recv(11)[9:] != bytes([1, 1]): return
                text = lambda t: len(t).to_bytes(4, 'big') + t
                body = text(b'Java Debug Wire Protocol') + (17).to_bytes(4, 'big') + (0).to_bytes(4, 'big') + text(b'17.0.9') + text(b'OpenJDK 64-Bit Server VM')
                c.sendall((11 + len(body)).to_bytes(4, 'big') + (1).to_bytes(4, 'big') + bytes([0x80, 0, 0]) + body)
            talk(5900, vnc(1)); talk(5901, vnc(2)); talk(5005, jdwp)
            ready(); wait()
            """;

        public void Dispose() => house.Dispose();
    }
}
