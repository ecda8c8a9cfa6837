namespace Berth.EndToEnd.Tests.Doctor;

public sealed class ProtocolTests : IDisposable
{
    static readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    readonly Patient patient = new();

    [Fact]
    public void Plain_HTTP_to_a_port_that_speaks_TLS()
    {
        StartTls("localhost");
        var answer = patient.Ask(Http).Found("tls-not-plain");
        Assert.Contains("TLS handshake succeeded", answer.Proof);
        Assert.Equal($"curl https://localhost:{patient.Port}/", answer.Command);
    }

    [Fact]
    public void A_server_that_says_so_itself_is_quoted()
    {
        // As nginx and Go do: 400 with the reason, in plain text, on a port of TLS.
        var files = TlsFiles.Make(patient.Net.Home, "localhost", now.AddDays(-1), now.AddDays(30));
        patient.Start($$"""
            {{files.Python}}
            s = listen('127.0.0.1', PORT); ready()
            while True:
                c, _ = s.accept()
                if c.recv(1, socket.MSG_PEEK) == b'\x16':
                    try: context.wrap_socket(c, server_side=True).close()
                    except OSError: pass
                else:
                    c.recv(4096); c.sendall(b'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n'); c.close()
            """);
        Assert.Contains("Client sent an HTTP request to an HTTPS server.", patient.Ask(Http).Found("tls-not-plain").Proof);
    }

    [Fact]
    public void TLS_to_a_port_that_speaks_plain_HTTP()
    {
        patient.Start("web('127.0.0.1', PORT); ready(); wait()");
        Assert.Equal($"curl http://localhost:{patient.Port}/", patient.Ask(Https).Found("plain-not-tls").Command);
    }

    [Fact]
    public void TLS_to_a_server_of_node_that_speaks_plain_HTTP()
    {
        patient.Net.Start("node", "-e", $"require('http').createServer((q, r) => r.end('hi')).listen({patient.Port}, '127.0.0.1', () => console.log('ready'))");
        patient.Ask(Https).Found("plain-not-tls");
    }

    [Fact]
    public void A_certificate_that_has_expired()
    {
        StartTls("localhost", now.AddDays(-40), now.AddDays(-10));
        var answer = patient.Ask(Https).Found("certificate-expired");
        Assert.Contains("expired 10 days ago", answer.Sentence);
        Assert.Equal("certificate-expired", patient.Ask().Id);
    }

    [Fact]
    public void A_certificate_from_tomorrow()
    {
        StartTls("localhost", now.AddDays(1), now.AddDays(10));
        patient.Ask(Https).Found("certificate-not-yet");
    }

    [Fact]
    public void A_certificate_for_another_name()
    {
        StartTls("shop.test");
        var answer = patient.Ask(Https).Found("certificate-name");
        Assert.Contains("shop.test", answer.Proof);
        Assert.Equal("mkcert -cert-file cert.pem -key-file key.pem localhost 127.0.0.1 ::1", answer.Command);
    }

    [Fact]
    public void A_certificate_that_nobody_here_trusts()
    {
        StartTls("localhost");
        Assert.Contains("signed by itself", patient.Ask(Https).Found("certificate-untrusted").Sentence);
    }

    // The authority is installed in a mount namespace, which ends with the script.
    [Fact]
    public void After_the_remedy_for_a_certificate_that_nobody_trusts_all_is_well()
    {
        string remedy;
        using (var distrusted = new Patient())
        {
            var files = TlsFiles.Make(distrusted.Net.Home, "localhost", now.AddDays(-1), now.AddDays(30));
            distrusted.Start($"{files.Python}web('127.0.0.1', PORT, wrap=tls); ready(); wait()");
            remedy = distrusted.Ask($"https://localhost:{distrusted.Port}/").Found("certificate-untrusted").Command!;
        }
        const string script = """
            set -e
            mkdir kept; cp -a /etc/ssl/. kept
            mount -t tmpfs none /etc/ssl; cp -a kept/. /etc/ssl
            mount -t tmpfs none /usr/local/share/ca-certificates
            export CAROOT=$PWD/authority
            sh -c "$1" >&2
            exec "$2" -c "$3" "$4" "$5"
            """;
        var trusted = new TlsFiles("cert.pem", "key.pem");
        var server = patient.Code($"""
            {trusted.Python}
            import subprocess
            web('127.0.0.1', PORT, wrap=tls)
            sys.exit(subprocess.run([sys.argv[1], 'doctor', sys.argv[2], '--json']).returncode)
            """);
        Answer.Of(patient.Net.RunWith(
            ["unshare", "--mount", "sh", "-c", script, "sh", remedy, Berth.Counterparts.Python.Path, server, BerthProgram.Path, Https],
            folder: patient.Net.Home.Path, environment: Patient.WithoutProxy)).Healthy();
    }

    [Fact]
    public void A_certificate_that_the_system_trusts_is_well()
    {
        var files = StartTls("localhost");
        Assert.Contains("over TLS", patient.Ask(Https, new Dictionary<string, string?>(Patient.WithoutProxy) { ["SSL_CERT_FILE"] = files.Certificate }).Healthy().Sentence);
    }

    [Fact]
    public void A_server_of_TLS_that_refuses_the_name()
    {
        var files = TlsFiles.Make(patient.Net.Home, "localhost", now.AddDays(-1), now.AddDays(30));
        patient.Start($"{files.Python}context.sni_callback = lambda *words: ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME\nweb('127.0.0.1', PORT, wrap=tls); ready(); wait()");
        patient.Ask(Https).Found("tls-refused");
    }

    [Fact]
    public void Something_else_than_HTTP_is_quoted_where_HTTP_was_asked_for()
    {
        patient.Start("""
            s = listen('127.0.0.1', PORT); ready()
            while True:
                c, _ = s.accept()
                try: c.sendall(b'SSH-2.0-Test\x1b[31m\r\n'); c.recv(4096); c.close()
                except OSError: pass
            """);
        var answer = patient.Ask(Http).Found("not-http");
        Assert.Contains("SSH-2.0-Test", answer.Proof);
        Assert.DoesNotContain('\x1b', BerthProgram.Run(patient.Net, "doctor", Http).Output);
        patient.Ask().Healthy();
    }

    [Fact]
    public void A_dev_server_that_refuses_the_name_serves_it_as_localhost()
    {
        patient.Net.Start("node", "-e", $$"""
            require('http').createServer((q, r) => {
              const host = q.headers.host.split(':')[0]
              if (host === 'localhost') return r.end('hi')
              r.statusCode = 403
              r.end(`Blocked request. This host ("${host}") is not allowed.`)
            }).listen({{patient.Port}}, '127.0.0.1', () => console.log('ready'))
            """);
        const string hosts = "127.0.0.1 localhost shop.test\n";
        var answer = patient.AskWithHosts(hosts, $"http://shop.test:{patient.Port}/").Found("host-check");
        Assert.Contains("Blocked request. This host", answer.Proof);
        Assert.Contains("\"Host: localhost:", answer.Proof);
        Assert.Contains("shop.test", answer.Json.GetProperty("diagnosis").GetProperty("fix").GetProperty("text").GetString(), StringComparison.Ordinal);
        patient.AskWithHosts(hosts, Http).Healthy();
    }

    [Fact]
    public void A_page_that_is_missing_under_every_name_is_the_servers_own_business()
    {
        patient.Start("Page.answer = lambda page: (404, b''); web('127.0.0.1', PORT); ready(); wait()");
        patient.AskWithHosts("127.0.0.1 localhost shop.test\n", $"http://shop.test:{patient.Port}/").Healthy();
    }

    string Http => $"http://localhost:{patient.Port}/";
    string Https => $"https://localhost:{patient.Port}/";

    TlsFiles StartTls(string name, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var files = TlsFiles.Make(patient.Net.Home, name, from ?? now.AddDays(-1), to ?? now.AddDays(30));
        patient.Start($"{files.Python}web('127.0.0.1', PORT, wrap=tls); ready(); wait()");
        return files;
    }

    public void Dispose() => patient.Dispose();
}
