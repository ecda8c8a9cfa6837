using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Running;

/// <summary>Servers as people run them, each twice with its usual port, in two checkouts side by side.</summary>
public sealed class RealServerTests : IDisposable
{
    readonly Place place = new();
    readonly string[] folders;

    public RealServerTests() => folders = [place.NewFolder(), place.NewFolder()];

    public void Dispose() => place.Dispose();

    [Fact]
    public void Python_s_web_server() => Web(3000, static folder => ["python3", "-m", "http.server", "3000", "--directory", folder]);

    [Fact]
    public void Node_without_a_host_is_on_both_families() => Web(3000, static folder => ["node", "-e", """
        require('http').createServer((ask, answer) => answer.end(require('fs').readFileSync(process.argv[1] + '/index.html'))).listen(3000)
        """, folder]);

    [Fact]
    public void Kestrel_on_localhost_binds_each_family_for_itself() =>
        Web(5000, folder => [Actor.Path, "web", "http://localhost:5000", Page(folder)], "http://[::1]:5000/");

    [Fact]
    public void Kestrel_on_every_address() => Web(5001, folder => [Actor.Path, "web", "http://*:5001", Page(folder)]);

    [Fact]
    public void Nginx_with_a_socket_for_each_family_on_port_80() => Web(80, static folder =>
    {
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), $$"""
            daemon off; pid {{folder}}/nginx.pid; error_log stderr; events {}
            http { access_log off; client_body_temp_path {{folder}}/b; proxy_temp_path {{folder}}/p; fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
              server { listen 80; listen [::]:80; root {{folder}}; } }
            """);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return ["nginx", "-p", folder, "-c", Path.Combine(folder, "nginx.conf")];
    }, "http://[::1]:80/");

    // Puma, so Rails, rackup and Sinatra too, binds every address of 127.0.0.0/8 that an interface has, and ::1, for localhost.
    [Fact]
    public void Puma_on_localhost() => Web(3000, static folder => ["puma", "-q", "-b", "tcp://localhost:3000", Rack(folder)], "http://[::1]:3000/");

    [Fact]
    public void Rackup() => Web(9292, static folder => ["rackup", "-s", "puma", Rack(folder)], "http://[::1]:9292/");

    [Fact]
    public void Sinatra() => Web(4567, static folder => ["ruby", Written(folder, "app.rb", $"""
        require 'sinatra'
        set :server, :puma
        get('/') {"{"} File.read('{folder}/index.html') {"}"}
        """)]);

    [Fact]
    public void Django() => Web(8000, static folder => ["/usr/bin/python3", Project(folder, "['*']"), "runserver", "--noreload"]);

    [Fact]
    public void Django_that_serves_localhost_alone_is_told_with_what_to_set()
    {
        File.WriteAllText(Path.Combine(folders[0], "index.html"), "page");
        var said = Path.Combine(place.NewFolder(), "said");
        using var server = place.StartCommand(folders[0], ["site", "--isolate", "--", "/usr/bin/python3", Project(folders[0], "[]"), "runserver", "--noreload"], said);
        var line = Eventually.Get(() => File.ReadAllText(said).Split('\n').FirstOrDefault(static line => line.Contains("is at", StringComparison.Ordinal)), "the address is said");
        Assert.Matches("^berth: site is at http://(127[0-9.]+):8000 \\(inside: localhost:8000\\); it answers HTTP 400 there, since it serves `localhost` only: add '\\1' to ALLOWED_HOSTS in its settings$", line);
        Assert.Equal("page", Inside(0, "curl", "-s", "--max-time", "10", "http://localhost:8000/"));
    }

    static string Project(string folder, string hosts) => Written(folder, "manage.py", $"""
        import sys
        from django.conf import settings
        from django.core.management import execute_from_command_line
        from django.http import HttpResponse
        from django.urls import path
        settings.configure(DEBUG=True, ALLOWED_HOSTS={hosts}, ROOT_URLCONF='__main__', SECRET_KEY='of a test', MIDDLEWARE=['django.middleware.common.CommonMiddleware'])
        urlpatterns = [path('', lambda request: HttpResponse(open('{folder}/index.html').read()))]
        execute_from_command_line(sys.argv)
        """);

    static string Rack(string folder) => Written(folder, "config.ru", $"run lambda {"{"} |ask| [200, {"{"}{"}"}, [File.read('{folder}/index.html')]] {"}"}");

    static string Written(string folder, string name, string text)
    {
        File.WriteAllText(Path.Combine(folder, name), text);
        return Path.Combine(folder, name);
    }

    [Fact]
    public void A_server_that_forks_its_workers() => Web(3000, static folder => [Python.Path, "-c", Python.Prelude + """
        s = listen('0.0.0.0', 3000)
        for i in range(3):
            if os.fork() == 0:
                while True:
                    c, peer = s.accept(); c.recv(4096)
                    c.sendall(b'HTTP/1.0 200 OK\r\n\r\n' + open(sys.argv[1] + '/index.html', 'rb').read()); c.close()
        while True: os.wait()
        """, folder]);

    [Fact]
    public void A_server_that_lets_the_system_choose_its_port()
    {
        using var one = Start(0, Python.Path, "-c", Python.Prelude + "s = listen('127.0.0.1', 0); ready(s.getsockname()[1]); wait()");
        using var two = Start(1, Python.Path, "-c", Python.Prelude + $"s = listen('127.0.0.1', {one.Words[0]}); ready(s.getsockname()[0]); wait()");
        Assert.Equal("127.0.0.1", two.Words[0]);
        Assert.Equal(2, Addresses(int.Parse(one.Words[0], System.Globalization.CultureInfo.InvariantCulture)).Distinct().Count());
    }

    [Fact]
    public void Redis() => Store(6379, static folder => ["redis-server", "--port", "6379", "--bind", "127.0.0.1", "-::1", "--save", "", "--dir", folder],
        static value => ["redis-cli", "set", "who", value], ["redis-cli", "get", "who"]);

    [Fact]
    public void Memcached() => Store(11211, static _ => ["memcached", "-u", "root", "-l", "127.0.0.1", "-p", "11211", "-U", "0"],
        static value => Talk($"set who 0 0 {value.Length}\\r\\n{value}\\r\\nquit\\r\\n"), Talk("get who\\r\\nquit\\r\\n"));

    [Fact]
    public void PostgreSQL()
    {
        var programs = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        foreach (var folder in folders)
        {
            Command.Must("chown", "postgres", folder);
            Command.Must([.. AsPostgres, $"{programs}/initdb", "-D", $"{folder}/data", "-A", "trust", "-N", "-U", "postgres"]);
        }
        Store(5432, folder => [.. AsPostgres, $"{programs}/postgres", "-D", $"{folder}/data", "-c", "listen_addresses=localhost", "-c", $"unix_socket_directories={folder}", "-c", "fsync=off"],
            static value => ["psql", "-h", "localhost", "-U", "postgres", "-qc", $"create table who as select '{value}' as name"],
            ["psql", "-h", "localhost", "-U", "postgres", "-Atc", "select name from who"]);
    }

    [Fact]
    public void A_datagram_echo()
    {
        const string echo = "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('0.0.0.0', 5400)); ready()\nwhile True: data, peer = s.recvfrom(100); s.sendto(sys.argv[1].encode(), peer)";
        using var one = Start(0, Python.Path, "-c", Python.Prelude + echo, "first");
        using var two = Start(1, Python.Path, "-c", Python.Prelude + echo, "second");
        const string ask = "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(10); s.sendto(b'x', ('127.0.0.1', 5400)); print(s.recvfrom(100)[0].decode())";
        Assert.Equal("first\n", Inside(0, Python.Path, "-c", ask));
        Assert.Equal("second\n", Inside(1, Python.Path, "-c", ask));
    }

    [Theory]
    [InlineData("0.0.0.0", "None")]
    [InlineData("::", "0")]
    public void A_server_of_the_machine_on_every_address_blocks_the_port_and_the_other_way_round(string address, string v6only)
    {
        using (place.Network.StartPython($"s = listen('{address}', 3000, v6only={v6only})\nready()\nwait()"))
            Assert.Contains("in use", place.Run(folders[0], ["--isolate", "--", Python.Path, "-c", Python.Prelude + "listen('127.0.0.1', 3000)"]).Error, StringComparison.Ordinal);
        using var server = Start(0, Python.Path, "-c", Python.Prelude + "s = listen('127.0.0.1', 3000)\nready()\nwait()");
        Assert.Contains("in use", place.Network.Run(Python.Path, "-c", Python.Prelude + $"listen('{address}', 3000, v6only={v6only})").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_for_IPv6_alone_does_not_find_a_server_of_both_families()
    {
        using var server = Start(0, Python.Path, "-c", Python.Prelude + "s = listen('::', 3000, v6only=0)\nready()\nwait()");
        // A known limit: such a socket cannot call an IPv4 address, and goes where it asked to, the machine's own ::1.
        const string call = "import socket\ns = socket.socket(socket.AF_INET6); s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, {0}); s.settimeout(5)\nprint(s.connect_ex(('::1', 3000)))";
        Assert.Equal("111\n", Inside(0, Python.Path, "-c", call.Replace("{0}", "1", StringComparison.Ordinal)));
        Assert.Equal("0\n", Inside(0, Python.Path, "-c", call.Replace("{0}", "0", StringComparison.Ordinal)));
    }

    static IReadOnlyList<string> AsPostgres => ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"];

    static string Page(string folder) => File.ReadAllText(Path.Combine(folder, "index.html"));

    static string[] Talk(string text) => [Python.Path, "-c", $"import socket\ns = socket.create_connection(('localhost', 11211), 10); s.sendall('{text}'.encode()); print(s.makefile().read())"];

    /// <summary>Two web servers on one port: each folder's page inside, at localhost by name and number, and outside at its address; nobody at the machine's own.</summary>
    void Web(int port, Func<string, IReadOnlyList<string>> command, params IReadOnlyList<string> alsoInside)
    {
        string[] pages = ["first", "second"];
        for (var i = 0; i < 2; i++) File.WriteAllText(Path.Combine(folders[i], "index.html"), pages[i]);
        using var one = place.StartCommand(folders[0], ["--isolate", "--", .. command(folders[0])], Path.Combine(place.NewFolder(), "said"));
        using var two = place.StartCommand(folders[1], ["--isolate", "--", .. command(folders[1])], Path.Combine(place.NewFolder(), "said"));
        var addresses = Both(port);
        for (var i = 0; i < 2; i++)
        {
            foreach (var url in (IReadOnlyList<string>)[$"http://localhost:{port}/", $"http://127.0.0.1:{port}/", .. alsoInside])
                Assert.Equal(pages[i], Inside(i, "curl", "-s", "--max-time", "10", url));
        }
        Assert.Equal(pages, addresses.Select(address => place.Network.Must("curl", "-s", "--max-time", "10", $"http://{address}:{port}/")).Order(StringComparer.Ordinal));
        Assert.NotEqual(0, place.Network.Run("curl", "-s", "--max-time", "5", $"http://127.0.0.1:{port}/").ExitCode);
    }

    /// <summary>Two stores on one port: what is put into one is not in the other.</summary>
    void Store(int port, Func<string, IReadOnlyList<string>> command, Func<string, IReadOnlyList<string>> put, IReadOnlyList<string> get)
    {
        using var one = place.StartCommand(folders[0], ["--isolate", "--", .. command(folders[0])], Path.Combine(place.NewFolder(), "said"));
        using var two = place.StartCommand(folders[1], ["--isolate", "--", .. command(folders[1])], Path.Combine(place.NewFolder(), "said"));
        Both(port);
        for (var i = 0; i < 2; i++) Inside(i, [.. put($"store{i}")]);
        for (var i = 0; i < 2; i++) Assert.Contains($"store{i}", Inside(i, [.. get]), StringComparison.Ordinal);
    }

    Server Start(int which, params IReadOnlyList<string> command) => place.StartCommand(folders[which], ["--isolate", "--", .. command]);

    string Inside(int which, params IReadOnlyList<string> command)
    {
        var result = place.Run(folders[which], ["--isolate", "--", .. command]);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}: {result.Error}");
        return result.Output;
    }

    /// <summary>Waits until the port is listened on at two addresses of IPv4.</summary>
    List<string> Both(int port) => Eventually.Get(() => Addresses(port).Distinct().ToList() is { Count: 2 } found ? found : null, $"two servers listen on port {port}");

    IEnumerable<string> Addresses(int port) => place.Network.Must("ss", "-Htln", $"sport = :{port}").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3]).Select(static at => at[..at.LastIndexOf(':')].Replace("[::ffff:", "", StringComparison.Ordinal).TrimEnd(']'))
        .Where(static address => address.StartsWith("127.", StringComparison.Ordinal));
}
