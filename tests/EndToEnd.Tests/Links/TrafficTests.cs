using System.Text.Json;
using Berth.Counterparts;
using Berth.EndToEnd.Tests.Daemon;

namespace Berth.EndToEnd.Tests.Links;

/// <summary>Real servers behind links, and what is told of what goes over them.</summary>
public sealed class TrafficTests : IDisposable
{
    const int Nobody = 65534;

    readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    static IReadOnlyList<string> AsNobody => NetworkNamespace.AsUser(Nobody);

    string Link(string name, string to) => desk.Must("link", "add", name, "--to", to).Trim().Split(':')[1];

    void PostgreSql()
    {
        var bin = Path.Combine(Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last(), "bin");
        var folder = desk.NewFolder();
        Command.Must("chown", $"{Nobody}:{Nobody}", folder);
        var data = Path.Combine(folder, "data");
        Command.Must([.. AsNobody, "env", "LC_ALL=C", $"{bin}/initdb", "-D", data, "-U", "postgres", "--no-sync", "--auth=trust"]);
        desk.Network.StartOnPort(5432, [.. AsNobody, $"{bin}/postgres", "-D", data, "-h", "127.0.0.1", "-k", folder, "-F"]);
        string[] ask = ["psql", "-h", "127.0.0.1", "-U", "postgres", "-c", "select 1"];
        Eventually.True(() => desk.Network.Run(ask).ExitCode == 0, "PostgreSQL lets in");
    }

    // All that was told of a link, once it has told of the end of so many connections.
    JsonElement[] Told(string link, int ended) => Eventually.Get(() =>
    {
        var lines = desk.Must("traffic", link, "--past", "--jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var items = lines.Select(static line => JsonDocument.Parse(line).RootElement).ToArray();
        return items.Count(static item => Text(item, "event") == "ended") >= ended ? items : null;
    }, "the connections have ended");

    static string? Text(JsonElement item, string member) => item.TryGetProperty(member, out var value) ? value.ToString() : null;

    static IEnumerable<JsonElement> Lines(IEnumerable<JsonElement> items) => items.Where(static item => Text(item, "event") == "line");

    [Fact]
    public void Statements_of_a_real_client_are_told_without_their_values()
    {
        PostgreSql();
        var port = Link("db", "5432");
        var psql = desk.Network.Run(
            "psql", "-h", "127.0.0.1", "-p", port, "-U", "postgres",
            "-c", "create table users (id int, name text)",
            "-c", "insert into users select n, 's3cret' from generate_series(1, 500) n",
            "-c", "select * from users where name = 's3cret' and id > 10",
            "-c", "select * from nowhere where x = 's3cret'",
            "-c", "select pg_sleep(0.3)");
        Assert.Contains("nowhere", psql.Error, StringComparison.Ordinal);
        var items = Told("db", ended: 1);
        Assert.Equal(
            [
                ("connect to postgres as postgres", "ready", null), ("create table users (id int, name text)", "CREATE TABLE", null),
                ("insert into users select n, ? from generate_series(?, ?) n", "INSERT 0 500", "500"),
                ("select * from users where name = ? and id > ?", "SELECT 490", "490"),
                ("select * from nowhere where x = ?", null, null), ("select pg_sleep(?)", "SELECT 1", "1"),
            ],
            Lines(items).Select(static line => (Text(line, "asked"), Text(line, "answer"), Text(line, "rows"))));
        Assert.Equal(["42P01 relation \"?\" does not exist"], Lines(items).Select(static line => Text(line, "error")).OfType<string>());
        Assert.DoesNotContain("s3cret", string.Concat(items), StringComparison.Ordinal);
        Assert.All(items, static item => Assert.Matches("^psql \\(pid [0-9]+\\)$", Text(item, "caller")));
        Assert.True(Lines(items).Last().GetProperty("took_us").GetInt64() >= 300_000);
        var end = items[^1];
        Assert.Equal(("ended", "finished", "postgresql"), (Text(end, "event"), Text(end, "reason"), Text(end, "protocol")));
        Assert.InRange(end.GetProperty("bytes_down").GetInt64(), 5000, 50_000);
    }

    [Fact]
    public void Commands_of_a_real_client_are_told_as_they_go_and_a_fault_is_named_by_what_it_ended()
    {
        desk.Network.StartOnPort(6379, ["redis-server", "--bind", "127.0.0.1", "--port", "6379", "--save", "", "--dir", desk.NewFolder()]);
        var port = Link("cache", "6379");
        using var follower = desk.Network.Start([
            "env", "-u", "SUDO_UID", $"XDG_STATE_HOME={desk.State}", Python.Path, "-c", """
            import subprocess, sys
            p = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            p.stderr.readline()
            print('ready', flush=True)
            for line in p.stdout:
                if 'ended' in line: p.kill(); sys.exit(7 if 'by the fault reset' in line else 1)
            sys.exit(2)
            """, BerthProgram.Path, "traffic", "cache", "--last", "0",
        ]);
        using var client = desk.Network.StartPython("""
            import socket
            c = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
            f = c.makefile('rb')
            def ask(*words):
                c.sendall(b'*%d\r\n' % len(words) + b''.join(b'$%d\r\n%s\r\n' % (len(w), w.encode()) for w in words))
                return f.readline()
            assert ask('SET', 'cart:eve', 's3cret') == b'+OK\r\n'
            assert ask('INCR', 'cart:eve').startswith(b'-ERR')
            ready()
            sys.stdin.readline()
            try: f.readline(); sys.exit(1)
            except ConnectionResetError: sys.exit(0)
            """, port);
        client.Say("go");
        desk.Must("shape", "cache", "reset");
        Assert.Equal(0, client.WaitForEnd());
        Assert.Equal(7, follower.WaitForEnd());
        var items = Told("cache", ended: 1);
        Assert.Equal(
            ["SET cart:? ? -> OK ", "INCR cart:? -> error ERR value is not an integer or out of range"],
            Lines(items).Select(static line => $"{Text(line, "asked")} -> {Text(line, "answer")} {Text(line, "error")}"));
        string[] expected = ["fault", "reset", $"python3 (pid {client.Pid})"];
        Assert.Equal(expected, new[] { "reason", "fault", "caller" }.Select(name => Text(items[^1], name)));
        var text = desk.Must("traffic", "cache", "--past");
        Assert.Contains($"cache #1 python3 (pid {client.Pid})  SET cart:? ? -> OK, ", text, StringComparison.Ordinal);
        Assert.Contains("ended after ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_of_a_hostile_client_reach_the_terminal_escaped()
    {
        using var server = desk.Network.StartPython("""
            import http.server
            class H(http.server.BaseHTTPRequestHandler):
                protocol_version = 'HTTP/1.1'
                def do_GET(self):
                    self.send_response(200); self.send_header('Content-Length', '2'); self.end_headers(); self.wfile.write(b'ok')
                def log_message(self, *a): pass
            s = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H)
            import threading; threading.Thread(target=s.serve_forever, daemon=True).start()
            ready(s.server_port); wait()
            """);
        var port = Link("web", server.Words[0]);
        var answers = desk.Network.Must(Python.Path, "-c", """
            import socket, sys
            c = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
            c.sendall(b'GET /a?token=s3cret HTTP/1.1\r\nHost: x\r\n\r\nGET /\xc2\x9b31m HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
            data = b''
            while True:
                part = c.recv(4096)
                if not part: break
                data += part
            print(data.count(b'200 OK'))
            """, port);
        Assert.Equal("2", answers.Trim());
        var asked = Lines(Told("web", ended: 1)).Select(static line => Text(line, "asked"));
        Assert.Equal(["GET /a?…", "GET /\u00c2\u009b31m"], asked);
        var text = desk.Must("traffic", "web", "--past");
        Assert.Contains("\\x9b31m", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u009b', text);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_is_not_there_is_said()
    {
        var unknown = desk.Run("traffic", "db", "--past");
        Assert.Equal((3, "berth traffic: there is no link db. Try: berth link add db --to 5432\n"), (unknown.ExitCode, unknown.Error));
        var nothing = desk.Run("traffic", "--past");
        const string yet = "Nothing went over it yet. Connect to where the link listens: berth link ls\n";
        Assert.Equal((0, yet), (nothing.ExitCode, nothing.Error));
    }
}
