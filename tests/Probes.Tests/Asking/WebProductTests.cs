using System.Text.Json;
using Berth.Model.Protocols;

namespace Berth.Probes.Tests.Asking;

/// <summary>Products behind HTTP, by responders that answer as their documentation says.</summary>
public sealed class WebProductTests : IDisposable
{
    readonly Place place = new();

    /// <summary>An answer by its path; every other path is 404.</summary>
    sealed record Page(string Path, int Status, string Body, string Type = "application/json", string? Header = null, string? Value = null);

    // Pages as [path, status, body, type, header, value].
    const string Responder = """
        import http.server, json, threading
        port, pages = int(sys.argv[1]), {p[0]: p for p in json.loads(sys.argv[2])}
        class One(http.server.BaseHTTPRequestHandler):
            server_version, sys_version = sys.argv[3], ''
            def do_GET(self):
                path, status, body, type, header, value = pages.get(self.path, [self.path, 404, 'not found', 'text/plain', None, None])
                body = body.encode()
                self.send_response(status); self.send_header('Content-Type', type); self.send_header('Content-Length', str(len(body)))
                if header: self.send_header(header, value)
                self.end_headers()
                if self.command != 'HEAD': self.wfile.write(body)
            do_HEAD = do_GET
            def log_message(self, *_): pass
        threading.Thread(target=http.server.ThreadingHTTPServer((address, port), One).serve_forever, daemon=True).start()
        ready(); wait()
        """;

    ProtocolFacts Answer(ushort port, string server, params Page[] pages)
    {
        object?[][] rows = [.. pages.Select(page => (object?[])[page.Path, page.Status, page.Body, page.Type, page.Header, page.Value])];
        place.StartPython(Responder, port.ToString(System.Globalization.CultureInfo.InvariantCulture), JsonSerializer.Serialize(rows), server);
        return place.Ask(port);
    }

    static void Check(ProtocolFacts facts, string api, string product, string? version, Authentication authentication, int connections = 2)
    {
        Assert.Equal(("http", api, product, version), (facts.Protocol, facts.Details.GetValueOrDefault("api"), facts.Product, facts.Version));
        Assert.Equal((authentication, connections), (facts.Authentication, facts.Connections));
    }

    [Fact]
    public void Docker() => Check(
        Answer(7000, "Docker/24.0.7 (linux)", new Page("/", 404, "{\"message\":\"page not found\"}"), new Page("/_ping", 200, "OK", "text/plain", "Api-Version", "1.43")),
        "docker", "Docker", "24.0.7", Authentication.None);

    [Fact]
    public void Ollama() => Check(
        Answer(7000, "x", new Page("/", 200, "Ollama is running", "text/plain"), new Page("/api/version", 200, "{\"version\":\"0.5.1\"}")),
        "ollama", "Ollama", "0.5.1", Authentication.None);

    [Fact]
    public void A_model_behind_the_api_of_OpenAI() => Check(
        Answer(8000, "uvicorn", new Page("/v1/models", 200, "{\"object\":\"list\",\"data\":[{\"id\":\"llama\",\"object\":\"model\",\"owned_by\":\"vllm\"}]}")),
        "openai-api", "vLLM", null, Authentication.None);

    [Fact]
    public void A_model_that_wants_a_key() => Check(
        Answer(8000, "uvicorn", new Page("/v1/models", 401, "{\"error\":\"Unauthorized\"}")), "openai-api", "OpenAI-style API", null, Authentication.Required);

    [Theory]
    [InlineData(200, "{\"started\":\"2026-01-01\",\"kernels\":0,\"connections\":0}", Authentication.None)]
    [InlineData(403, "{\"message\":\"Forbidden\",\"reason\":null}", Authentication.Required)]
    public void Jupyter(int status, string body, Authentication authentication) => Check(
        Answer(8888, "TornadoServer/6.4", new Page("/", 302, "", "text/html", "Location", "/tree?"), new Page("/api/status", status, body)),
        "jupyter", "Jupyter", null, authentication);

    [Theory]
    [InlineData(200, "{\"cluster_name\":\"dev\",\"version\":{\"number\":\"8.11.0\"},\"tagline\":\"You Know, for Search\"}", "8.11.0", Authentication.None)]
    [InlineData(401, "{\"error\":{\"type\":\"security_exception\"},\"status\":401}", null, Authentication.Required)]
    public void Elasticsearch(int status, string body, string? version, Authentication authentication) =>
        Check(Answer(9200, "es/8", new Page("/", status, body)), "elasticsearch", "Elasticsearch", version, authentication, connections: 1);

    [Fact]
    public void Etcd() => Check(
        Answer(2379, "x", new Page("/version", 200, "{\"etcdserver\":\"3.5.9\",\"etcdcluster\":\"3.5.0\"}")), "etcd", "etcd", "3.5.9", Authentication.Unknown);

    [Theory]
    [InlineData(200, "{\"Config\":{\"Datacenter\":\"dc1\",\"Version\":\"1.17.0\"}}", "1.17.0", Authentication.None)]
    [InlineData(403, "Permission denied: anonymous token", null, Authentication.Required)]
    public void Consul(int status, string body, string? version, Authentication authentication) => Check(
        Answer(8500, "x", new Page("/", 301, "", "text/html", "Location", "/ui/"), new Page("/v1/agent/self", status, body)), "consul", "Consul", version, authentication);

    [Fact]
    public void Chrome() => Check(
        Answer(9222, "x", new Page("/json/version", 200, "{\"Browser\":\"HeadlessChrome/120.0.1\",\"Protocol-Version\":\"1.3\"}")), "cdp", "HeadlessChrome", "120.0.1", Authentication.None);

    [Theory]
    [InlineData(200, "{\"kind\":\"PodList\",\"items\":[]}", Authentication.None)]
    [InlineData(401, "Unauthorized", Authentication.Required)]
    public void Kubelet(int status, string body, Authentication authentication) =>
        Check(Answer(10255, "x", new Page("/pods", status, body)), "kubelet", "kubelet", null, authentication);

    [Fact]
    public void The_monitor_of_NATS() => Check(
        Answer(8222, "x", new Page("/", 200, "<a href=./varz>", "text/html"), new Page("/varz", 200, "{\"server_id\":\"N\",\"version\":\"2.10.7\"}")), "nats-monitor", "NATS monitor", "2.10.7", Authentication.None);

    [Fact]
    public void Caddys_admin_api() => Check(
        Answer(2019, "x", new Page("/reverse_proxy/upstreams", 200, "[]")), "caddy-admin", "Caddy admin API", null, Authentication.None);

    [Fact]
    public void Traefiks_api() => Check(
        Answer(7000, "x", new Page("/", 302, "", "text/plain", "Location", "/dashboard/"), new Page("/api/version", 200, "{\"Version\":\"3.0.0\",\"Codename\":\"beaufort\"}")), "traefik-api", "Traefik API", "3.0.0", Authentication.None);

    [Theory]
    [InlineData("<html><title>Login - Adminer</title>", "Adminer")]
    [InlineData("<title>Home - Mongo Express</title>", "mongo-express")]
    [InlineData("<TITLE>\n  Portainer \n</TITLE>", "Portainer")]
    [InlineData("<title>RabbitMQ Management</title>", "RabbitMQ management")]
    [InlineData("<script type=\"module\" src=\"/@vite/client\"></script>", "Vite")]
    public void A_page_that_names_the_product(string page, string product) =>
        Assert.Equal(product, Answer(7000, "x", new Page("/", 200, page, "text/html")).Product);

    [Fact]
    public void What_is_none_of_them_keeps_its_own_name()
    {
        var facts = Answer(11434, "shop/3", new Page("/", 200, "hello", "text/plain"), new Page("/api/version", 200, "{\"version\":\"1\",\"name\":\"shop\"}"));
        Assert.Equal(("shop", "3", null), (facts.Product, facts.Version, facts.Details.GetValueOrDefault("api")));
    }

    // The transport "streamable HTTP": GET is refused, initialize is answered as JSON or as a stream of events.
    const string ModelContext = """
        import http.server, json, threading
        checks, streams = sys.argv[1] == 'checks', sys.argv[2] == 'streams'
        posts = []
        class One(http.server.BaseHTTPRequestHandler):
            def answer(self, status, body, type='application/json'):
                body = body.encode()
                self.send_response(status); self.send_header('Content-Type', type); self.send_header('Content-Length', str(len(body))); self.end_headers(); self.wfile.write(body)
            def do_GET(self):
                if self.path == '/posts': self.answer(200, json.dumps(posts))
                else: self.answer(405 if self.path == '/mcp' else 404, '')
            def do_HEAD(self): self.send_response(404); self.end_headers()
            def do_POST(self):
                call = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                posts.append(call['method'])
                if checks and self.headers['Host'] != 'localhost:7000': return self.answer(403, '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Invalid Host"},"id":null}')
                answer = json.dumps({'jsonrpc': '2.0', 'id': call['id'], 'result': {'protocolVersion': '2025-06-18', 'capabilities': {}, 'serverInfo': {'name': 'notes', 'version': '1.2'}}})
                self.answer(200, f'event: message\ndata: {answer}\n\n', 'text/event-stream') if streams else self.answer(200, answer)
            def log_message(self, *_): pass
        threading.Thread(target=http.server.ThreadingHTTPServer((address, 7000), One).serve_forever, daemon=True).start()
        ready(); wait()
        """;

    [Theory]
    [InlineData("open", "plain", AttackResult.Open)]
    [InlineData("open", "streams", AttackResult.Open)]
    [InlineData("checks", "plain", AttackResult.Guarded)]
    public void A_server_of_the_model_context_protocol(string checks, string streams, AttackResult expected)
    {
        place.StartPython(ModelContext, checks, streams);
        var facts = place.Ask(7000, Place.Attacking);
        Assert.Equal(("mcp", "MCP server notes", "1.2", Authentication.None), (facts.Details["api"], facts.Product, facts.Version, facts.Authentication));
        Assert.Equal(expected, facts.Http!.ForeignHost.Result);
        Assert.Contains("POST /mcp initialize", facts.Http.ForeignHost.Evidence);
    }

    [Fact]
    public void Nothing_is_posted_to_a_server_that_only_lacks_a_page()
    {
        place.StartPython(ModelContext, "open", "plain");
        place.Ask(7000);
        using var client = new System.Net.Sockets.TcpClient(place.Address, 7000);
        client.GetStream().Write("GET /posts HTTP/1.0\r\n\r\n"u8);
        using var reader = new StreamReader(client.GetStream());
        Assert.EndsWith("[]", reader.ReadToEnd());
    }

    public void Dispose() => place.Dispose();
}
