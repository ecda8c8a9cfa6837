using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Services;

public sealed class IsolatedTests : IDisposable
{
    readonly Yard yard = new();

    const string Web = """
        isolate: true
        services:
          web: {run: python3 -u -m http.server 3000, port: 3000}
        """;

    [Fact]
    public void Two_checkouts_have_port_3000_each_at_their_own_address()
    {
        var (first, second) = (yard.Project(Web), yard.Project(Web));
        File.WriteAllText(Path.Combine(first, "index.html"), "first");
        File.WriteAllText(Path.Combine(second, "index.html"), "second");
        yard.Must(first, "up", "-d");
        yard.Must(second, "up", "-d");
        Assert.Equal(("first", "second"), (yard.Fetch(yard.Url(first, "web")), yard.Fetch(yard.Url(second, "web"))));
        Assert.Empty(yard.Fetch("http://127.0.0.1:3000/")); // the machine's own is free
        Assert.Matches(@"web bound 0\.0\.0\.0:3000 \(tcp\), 1 time: led to the project's own address", yard.Must(first, "ps", "--binds").Output);
        var listed = BerthProgram.List(yard.Place.Network, "port=3000", "--columns", "all").Rows;
        Assert.Equal(new[] { first, second }.Select(Path.GetFileName).Order(), listed.Select(row => row.Texts("project").Single()).Order());

        yard.Must(first, "down");
        Assert.Equal("second", yard.Fetch(yard.Url(second, "web")));
        yard.Must(second, "down");
        Assert.Empty(yard.Place.Groups);
        Assert.Empty(yard.Place.Pins);
        Assert.Empty(yard.Place.Addresses);
    }

    [Fact]
    public void One_that_serves_localhost_alone_is_ready_and_told_with_what_keeps_its_URL_from_working()
    {
        var folder = yard.Project("""
            isolate: true
            services: {web: {run: [python3, serve.py], port: 3000}}
            """);
        File.WriteAllText(Path.Combine(folder, "serve.py"), """
            import http.server
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(200 if self.headers['Host'].startswith('localhost') else 400); self.end_headers()
            http.server.HTTPServer(('127.0.0.1', 3000), Handler).serve_forever()
            """);
        yard.Must(folder, "up", "-d");
        var reason = Eventually.Get(() => yard.Services(folder)["web"] is var web && web.TryGetProperty("reason", out var why) ? why.GetString() : null, "it is told");
        Assert.Matches("^it answers HTTP 400 there, since it serves `localhost` only: let it serve the host 127[0-9.]+ too$", reason);
        Assert.Equal("ready", yard.State(folder, "web"));
    }

    [Fact]
    public void A_server_of_the_machine_that_has_the_port_at_every_address_is_named_first()
    {
        using var holder = yard.Place.Network.StartPython("s = listen('0.0.0.0', 3000); ready(); wait()");
        var folder = yard.Project(Web);
        var up = yard.Berth(folder, "up", "-d");
        Assert.Equal(1, up.ExitCode);
        Assert.Contains($"web failed: port 3000 is held on every address (0.0.0.0) by python3 (pid {holder.Pid})", up.Error);
    }

    [Fact]
    public void A_refused_bind_and_an_open_socket_are_told()
    {
        var folder = yard.Project("""
            isolate: true
            bind: refuse
            expose: [8080]
            services:
              refused: {run: python3 -u -m http.server 3000, restart: never}
              open:
                run: python3 -u -c "import socket, time; s = socket.socket(); s.listen(); time.sleep(1000)"
              exposed: {run: python3 -u -m http.server 8080, ports: {http: 8080}}
            """);
        _ = yard.Berth(folder, "up", "-d");
        Eventually.True(() => yard.State(folder, "refused") == "failed", "it was refused");
        var ps = yard.Must(folder, "ps").Output;
        Assert.Contains("refused asked for port 3000 on every address and was told that it is in use: `bind: refuse`", ps);
        Assert.Contains("open listens on every address at port", ps);
        Assert.Contains("exposed is open on every address at port 8080, which the project exposes", ps);
    }

    [Fact]
    public void Without_the_rights_those_that_bind_where_they_are_told_have_the_address_and_others_a_leased_port()
    {
        var folder = yard.Project("""
            isolate: true
            services:
              web: {run: "python3 -u -m http.server ${port} --bind ${host}", port: 3000}
              other: {run: "python3 -u -m http.server ${port} --bind 127.0.0.1", port: auto}
            """);
        Command.Must("chmod", "-R", "a+rX", folder);
        yard.Place.GiveTo(65534);
        Directory.CreateDirectory(yard.Place.Network.Runtime);
        Command.Must("chmod", "a+x", Path.GetDirectoryName(yard.Place.Network.Runtime)!);
        Command.Must("chown", "-R", "65534", yard.Place.Network.Runtime);
        string[] nobody = [.. NetworkNamespace.AsUser(65534)];
        try
        {
            var up = yard.Place.BerthIn(folder, ["up", "-d"], nobody);
            Assert.True(up.ExitCode == 0, up.Error);
            var own = System.Text.RegularExpressions.Regex.Match(up.Error, @"no localhost of its own, which takes root's rights \(sudo [^ ]*berth up\): services that bind where they are told are at (127\.[0-9.]+), ").Groups[1].Value;
            Assert.Contains($"web is ready: http://{own}:3000", up.Error);
            Assert.Matches(@"other is ready: http://127\.0\.0\.1:2\d{4}\n", up.Error);
        }
        finally
        {
            _ = yard.Place.BerthIn(folder, ["down", "--now"], nobody);
            _ = yard.Place.BerthIn(folder, ["daemon", "stop"], nobody);
        }
    }

    public void Dispose() => yard.Dispose();
}
