using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Doctor;

/// <summary>
/// A network namespace in which something is wrong. Every test has a port of its own: servers of other tests' namespaces
/// would be found as the missing one.
/// </summary>
sealed class Patient : IDisposable
{
    static int lastPort = 23000;

    /// <summary>`web(address, port)` serves "hi" on every path; `Page.answer` may be replaced.</summary>
    const string Web = """
        import http.server, threading
        class Page(http.server.BaseHTTPRequestHandler):
            def answer(self): return 200, b'hi'
            def do_GET(self):
                status, body = self.answer()
                self.send_response(status)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *words): pass
        def web(address, port, wrap=None, v6only=0):
            class Site(http.server.ThreadingHTTPServer):
                address_family = socket.AF_INET6 if ':' in address else socket.AF_INET
                def server_bind(self):
                    if ':' in address: self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, v6only)
                    super().server_bind()
            site = Site((address, port), Page)
            if wrap: site.socket = wrap(site.socket)
            threading.Thread(target=site.serve_forever, daemon=True).start()
            return site

        """;

    public NetworkNamespace Net { get; } = new();

    /// <summary>Far from those of other tests, so that none is another's neighbour.</summary>
    public int Port { get; } = Interlocked.Add(ref lastPort, 20);

    /// <summary>Python with `web` and PORT; it must print "ready" and is kept until the test is over.</summary>
    public Server Start(string code) => Net.Start(Python.Path, "-c", Code(code));

    /// <summary>The whole of such a program.</summary>
    public string Code(string code) => $"{Python.Prelude}PORT = {Port}\n{Web}{code}";

    public Answer Ask(string? target = null, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null) =>
        Answer.Of(Net.RunWith([BerthProgram.Path, "doctor", target ?? $"{Port}", "--json"], folder: folder, environment: environment ?? WithoutProxy));

    /// <summary>With an /etc/hosts of its own, in a mount namespace that ends with the program.</summary>
    public Answer AskWithHosts(string hosts, string? target = null) => AskWithHosts(hosts, [target ?? $"{Port}"], WithoutProxy);

    /// <summary>About the machine itself.</summary>
    public Answer AskMachine(string hosts = "127.0.0.1 localhost\n", IReadOnlyDictionary<string, string?>? environment = null) =>
        AskWithHosts(hosts, [], environment ?? WithoutProxy);

    Answer AskWithHosts(string hosts, string[] words, IReadOnlyDictionary<string, string?> environment)
    {
        File.WriteAllText(Net.Home.At("hosts"), hosts);
        return Answer.Of(Net.RunWith(
            ["unshare", "--mount", "sh", "-c", "mount --bind \"$0\" /etc/hosts && exec \"$@\"", Net.Home.At("hosts"), BerthProgram.Path, "doctor", "--json", .. words],
            environment: environment));
    }

    public static IReadOnlyDictionary<string, string?> WithoutProxy { get; } =
        ((string[])["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"]).ToDictionary(name => name, string? (_) => null);

    public void Dispose() => Net.Dispose();
}
