using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>What people and programs are given to read.</summary>
public sealed class OutputTests : IDisposable
{
    readonly House house = new();

    [Fact]
    public void Sarif_is_what_its_schema_says()
    {
        house.Net.StartPython("s = listen('0.0.0.0', 4001); ready(); wait()");
        var found = house.Audit().Only("root-listener");
        house.Run("audit", "--accept", found.Fingerprint, "--reason", "a test bench", "--who", "ann");
        var baseline = house.Net.Home.At("baseline.json");
        File.WriteAllText(baseline, house.Run("audit", "--json").Output);
        foreach (var more in (string[][])[[], ["--baseline", baseline]])
        {
            var results = Sarif.Valid(house.Run(["audit", "--sarif", .. more]), house);
            var one = Assert.Single(results, result => result.GetProperty("ruleId").GetString() == "root-listener");
            Assert.Equal(found.Fingerprint, one.GetProperty("partialFingerprints").GetProperty("berth/v1").GetString());
            Assert.Equal("accepted", one.GetProperty("suppressions")[0].GetProperty("status").GetString());
        }
        Assert.Equal(2, house.Run("audit", "--sarif", "--json").ExitCode);
    }

    // The same fault with the same remedy, of two ports of one service and of another service.
    [Fact]
    public void One_fault_of_several_servers_is_told_once_with_its_places()
    {
        const string site = "import http.server, threading\nfor port in ports: threading.Thread(target=http.server.HTTPServer(('127.0.0.1', port), http.server.BaseHTTPRequestHandler).serve_forever, daemon=True).start()\nready(); wait()";
        const string page = "import http.server\nhttp.server.BaseHTTPRequestHandler.do_GET = lambda s: (s.send_response(200), s.send_header('Content-Length', '5'), s.end_headers(), s.wfile.write(b'hello'))\n";
        house.Net.StartPython($"{page}ports = [4001, 4002]\n{site}");
        house.Net.StartPythonAs(House.Somebody, $"{page}ports = [4003]\n{site}");
        var text = house.Run("audit").Output;
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(text, "It answers to any host name"));
        foreach (var port in (int[])[4001, 4002, 4003]) Assert.Matches($"http-no-host-check  127\\.0\\.0\\.1:{port} ", text);
        Assert.Equal(3, house.Audit().All.Count(static one => one.Rule == "http-no-host-check"));
        Assert.Matches("3 medium", text);
    }

    [Fact]
    public void A_port_that_a_rule_sends_on_is_found_and_explained()
    {
        house.Net.Must("ip", "link", "add", "cni0", "type", "bridge");
        house.Net.Must("ip", "addr", "add", "172.17.0.1/16", "dev", "cni0");
        house.Net.Must("ip", "link", "set", "cni0", "up");
        house.Net.Must("sysctl", "-qw", "net.ipv4.ip_forward=1");
        house.Net.Must("nft", "add table ip nat");
        house.Net.Must("nft", "add chain ip nat pre { type nat hook prerouting priority -100; }");
        house.Net.Must("nft", "add rule ip nat pre tcp dport 30080 dnat to 172.17.0.2:80");
        Assert.Equal("lan", house.Audit("--no-probe").Only("port-sent-on", 30080).Reach);
        var told = house.Run("explain", "30080");
        Assert.Equal(0, told.ExitCode);
        Assert.Contains("a rule of the firewall sends who calls it on to 172.17.0.2:80", told.Output);
    }

    [Fact]
    public void A_program_of_many_listeners_is_asked_on_a_few_and_the_rest_is_told()
    {
        house.Net.StartPython("kept = [listen('127.0.0.1', 20000 + i) for i in range(300)]; ready(); wait()");
        var report = house.Audit();
        Assert.Contains("has 300 listeners: 64 of them were asked", report.Json.GetProperty("shortfalls").GetRawText());
    }

    [Fact]
    public void A_service_that_starts_again_keeps_its_fingerprint()
    {
        string Once()
        {
            using var server = house.Net.StartPython("s = listen('0.0.0.0', 4001); ready(); wait()");
            return house.Audit().Only("root-listener", 4001).Fingerprint;
        }
        Assert.Equal(Once(), Once());
    }

    [Fact]
    public void Names_and_answers_cannot_write_to_the_terminal()
    {
        // comm, a program's path, arguments, a banner: all with an escape sequence.
        var folder = house.Net.Home.At("a\u001b[31mb");
        Directory.CreateDirectory(folder);
        File.Copy(File.ResolveLinkTarget(Python.Path, true)?.FullName ?? Python.Path, Path.Combine(folder, "x\u001b]0;y"));
        house.Net.Start(Path.Combine(folder, "x\u001b]0;y"), "-c", $$"""
            {{Python.Prelude}}
            import http.server, threading
            class Page(http.server.BaseHTTPRequestHandler):
                server_version = 'a\x1b[2Jb'
                def do_GET(self):
                    body = b'<title>\x1b[31mred\x9b</title>'
                    self.send_response(200, 'OK\x1b[5m')
                    self.send_header('Access-Control-Allow-Origin', '*')
                    self.send_header('Content-Length', str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                def log_message(self, *words): pass
            site = http.server.ThreadingHTTPServer(('0.0.0.0', 4001), Page)
            threading.Thread(target=site.serve_forever, daemon=True).start()
            ready(); wait()
            """, "--password=\u001b[1mx");
        foreach (var words in (string[][])[["audit"], ["audit", "--all"], ["audit", "--sarif"], ["audit", "--json"], ["audit", "--fix", "root-listener", "--dry-run"]])
        {
            var result = house.Run(words);
            Assert.DoesNotContain('\u001b', result.Output + result.Error);
            Assert.DoesNotContain('\u009b', result.Output + result.Error);
        }
        Assert.Contains("exe-suspicious", house.Run("audit").Output);
    }

    [Fact]
    public void At_a_terminal_of_80_columns_no_line_is_longer()
    {
        house.Net.StartPython("s = listen('0.0.0.0', 4001); t = listen('0.0.0.0', 40001); ready(); wait()", "--password=x", "--port", "40001");
        var result = house.Net.RunWith(PseudoTerminal.Answering([], [BerthProgram.Path, "audit"], columns: 80), environment: house.Environment);
        Assert.Contains("root-listener", result.Output);
        foreach (var line in result.Output.Split('\n'))
        {
            var plain = System.Text.RegularExpressions.Regex.Replace(line.TrimEnd('\r'), "\u001b\\[[0-9;]*m", "");
            Assert.True(plain.Length <= 80 || !plain.Trim().Contains(' '), $"{plain.Length}: {plain}");
        }
    }

    [Fact]
    public void A_thousand_listeners_are_one_service_and_the_audit_ends()
    {
        house.Net.StartPython("all = [listen('127.0.0.1', 10000 + i) for i in range(1000)]; ready(); wait()");
        var result = house.Run("audit", "--no-probe");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("1000 ports of 1 service, none of them asked", result.Output);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("redis-noauth")]
    public void A_rule_explains_itself(string word)
    {
        var result = house.Run("audit", "--explain", word);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("redis-noauth", result.Output);
        Assert.Equal(2, house.Run("audit", "--explain", "no-such-rule").ExitCode);
    }

    public void Dispose() => house.Dispose();
}
