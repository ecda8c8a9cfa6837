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
