using System.Text;
using System.Text.Json;
using Berth.Counterparts;
using Berth.EndToEnd.Tests.Daemon;

namespace Berth.EndToEnd.Tests.Links;

/// <summary>A real Redis and a web server behind links that are recorded.</summary>
public sealed class RecordTests : IDisposable
{
    readonly Desk desk = new();
    readonly string port;

    public RecordTests()
    {
        try
        {
            var folder = desk.NewFolder();
            desk.Network.StartOnPort(6379, ["redis-server", "--bind", "127.0.0.1", "--port", "6379", "--save", "", "--dir", folder]);
            port = desk.Must("link", "add", "cache", "--to", "6379").Trim().Split(':')[1];
        }
        catch
        {
            desk.Dispose(); // a test that was not made is not disposed
            throw;
        }
    }

    public void Dispose() => desk.Dispose();

    string At(string name) => Path.Combine(desk.Folder, name);

    // berth itself, which says "ready" once it records.
    Server Recorder(params string[] words) => desk.Network.StartIn(desk.Folder, [
        "env", "-u", "SUDO_UID", $"XDG_STATE_HOME={desk.State}", Python.Path, "-c", """
        import subprocess, sys, signal
        p = subprocess.Popen(sys.argv[1:], stderr=subprocess.PIPE, text=True)
        assert p.stderr.readline().startswith('Recording ')
        print('ready', p.pid, flush=True)
        word = sys.stdin.readline().strip()
        if word: p.send_signal(getattr(signal, word))
        rest = p.stderr.read()
        sys.exit(p.wait() if 'connections' in rest or word == 'SIGKILL' else 99)
        """, BerthProgram.Path, "record", .. words,
    ]);

    string Redis(params string[] words) => desk.Network.Must(["redis-cli", "-h", "127.0.0.1", "-p", port, .. words]).Trim();

    int Recorded(string name) => Read(name, "packets.pcapng", "resp").Length;

    // What tshark finds in a recording that was made packets.
    string[] Read(string recording, string packets, string filter, params string[] fields)
    {
        File.Delete(At(packets));
        Assert.Equal(0, desk.Run("record", "--from", recording, "-o", packets, "--pcapng").ExitCode);
        string[] shown = [.. fields.SelectMany(static field => (string[])["-e", field])];
        var result = desk.Network.RunWith([
            "/usr/bin/tshark", "-n", "-r", At(packets), "-d", $"tcp.port=={port},resp", "-o", "tcp.check_checksum:TRUE", "-Y", filter,
            "-T", "fields", "-e", "tcp.checksum.status", .. shown,
        ]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // "1" for a right checksum, then texts in hexadecimal.
    static IEnumerable<string> Texts(string[] lines) => lines.Select(static line =>
    {
        var parts = line.Split('\t');
        Assert.Equal("1", parts[0]);
        var texts = parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(',', texts.Select(static hex => Encoding.ASCII.GetString(Convert.FromHexString(hex))));
    });

    [Fact]
    public void A_recording_is_for_its_owner_alone_and_wireshark_reads_it()
    {
        using (var recorder = Recorder("cache", "-o", "cache.rec"))
        {
            Assert.Equal("OK", Redis("SET", "who", "eve"));
            Assert.Equal("eve", Redis("GET", "who"));
            Eventually.True(() => Recorded("cache.rec") >= 4, "both commands and replies are written");
            recorder.Say("SIGINT");
            Assert.Equal(0, recorder.WaitForEnd());
        }
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("cache.rec")));
        Assert.Equal(["SET,who,eve", "", "GET,who", "eve"], Texts(Read("cache.rec", "cache.pcapng", "resp", "resp.bulk_string.value")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("cache.pcapng")));
        Assert.Empty(Read("cache.rec", "cache2.pcapng", "tcp.analysis.flags || _ws.malformed"));
    }

    [Fact]
    public void A_killed_recording_is_readable_and_can_be_gone_on_with()
    {
        using (var recorder = Recorder("cache", "-o", "cache.rec"))
        {
            Redis("SET", "a", "1");
            Eventually.True(() => Recorded("cache.rec") >= 2, "the command is written");
            recorder.Say("SIGKILL");
            recorder.WaitForEnd();
        }
        File.AppendAllText(At("cache.rec"), "half an ent");
        Assert.Contains("cut off or damaged", desk.Run("record", "--from", "cache.rec", "-o", "x.rec").Error, StringComparison.Ordinal);
        var before = Recorded("cache.rec");
        using (var recorder = Recorder("cache", "-o", "cache.rec", "--append"))
        {
            Redis("SET", "b", "2");
            Eventually.True(() => Recorded("cache.rec") >= before + 2, "the second command is written");
            recorder.Say("SIGTERM");
            Assert.Equal(0, recorder.WaitForEnd());
        }
        Assert.Equal(["SET,a,1", "", "SET,b,2", ""], Texts(Read("cache.rec", "all.pcapng", "resp", "resp.bulk_string.value")));
    }

    [Fact]
    public void Exchanges_become_a_har_with_the_time_that_faults_cost()
    {
        using var server = desk.Network.StartPython("""
            import http.server, threading
            class H(http.server.BaseHTTPRequestHandler):
                protocol_version = 'HTTP/1.1'
                def do_GET(self):
                    self.send_response(200); self.send_header('Content-Length', '2'); self.send_header('Set-Cookie', 'sid=s3cret')
                    self.end_headers(); self.wfile.write(b'ok')
                def log_message(self, *a): pass
            s = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H)
            threading.Thread(target=s.serve_forever, daemon=True).start()
            ready(s.server_port); wait()
            """);
        var listen = desk.Must("link", "add", "web", "--to", server.Words[0]).Trim();
        desk.Must("shape", "web", "latency=300ms");
        using (var recorder = Recorder("web", "-o", "web.har", "--har"))
        {
            Assert.Equal("ok", desk.Network.Must("curl", "-s", $"http://{listen}/a?q=1"));
            const string body = "\"text\": \"ok\"";
            Eventually.True(() => File.ReadAllText(At("web.har")).Contains(body, StringComparison.Ordinal), "the exchange is written");
            recorder.Say("SIGINT");
            Assert.Equal(0, recorder.WaitForEnd());
        }
        var text = File.ReadAllText(At("web.har"));
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        var entry = Assert.Single(JsonDocument.Parse(text).RootElement.GetProperty("log").GetProperty("entries").EnumerateArray());
        Assert.Equal($"http://{listen}/a?q=1", entry.GetProperty("request").GetProperty("url").GetString());
        Assert.True(entry.GetProperty("time").GetDouble() >= 299);
    }

    [Fact]
    public void When_the_link_is_removed_the_recording_ends_whole()
    {
        using var recorder = Recorder("cache", "-o", "cache.rec");
        Assert.Equal("OK", Redis("SET", "a", "1"));
        desk.Must("link", "rm", "cache");
        recorder.Say("");
        Assert.Equal(3, recorder.WaitForEnd());
        Assert.Equal(["SET,a,1", ""], Texts(Read("cache.rec", "cache.pcapng", "resp", "resp.bulk_string.value")));
        Assert.Equal(2, Read("cache.rec", "ends.pcapng", "tcp.flags.fin == 1").Length);
    }

    [Fact]
    public void No_file_is_overwritten_and_what_is_no_recording_is_left_alone()
    {
        File.WriteAllText(At("notes"), "mine");
        var there = desk.Run("record", "cache", "-o", "notes");
        const string why = "it is there already: name another, or go on with a recording by --append";
        Assert.Equal((4, $"berth record: notes cannot be written: {why}.\n"), (there.ExitCode, there.Error));
        File.SetUnixFileMode(At("notes"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var open = desk.Run("record", "cache", "-o", "notes", "--append");
        const string others = "others may open it, and a recording has passwords: chmod 600 notes";
        Assert.Equal((4, $"berth record: notes cannot be written: {others}.\n"), (open.ExitCode, open.Error));
        File.SetUnixFileMode(At("notes"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var other = desk.Run("record", "cache", "-o", "notes", "--append");
        Assert.Equal((4, "berth record: notes cannot be written: it is no recording of Berth.\n"), (other.ExitCode, other.Error));
        File.CreateSymbolicLink(At("link"), At("elsewhere"));
        Assert.Equal(4, desk.Run("record", "cache", "-o", "link").ExitCode);
        Assert.Equal(4, desk.Run("record", "cache", "-o", "link", "--append").ExitCode);
        Assert.False(File.Exists(At("elsewhere")));
        Assert.Equal("mine", File.ReadAllText(At("notes")));
        Assert.Equal(2, desk.Run("record", "--from", "notes", "-o", "x", "--har").ExitCode);
        Assert.Equal(3, desk.Run("record", "--from", "nothing", "-o", "x").ExitCode);
        Assert.Equal(2, desk.Run("record", "cache").ExitCode);
        Assert.Equal(3, desk.Run("record", "cash", "-o", "x").ExitCode);
    }
}
