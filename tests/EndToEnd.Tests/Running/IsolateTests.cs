using System.Text.Json;
using System.Text.RegularExpressions;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Running;

public partial class IsolateTests : IDisposable
{
    readonly Place place = new();

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Two_folders_serve_the_same_port_each_at_its_own_address_and_nothing_is_left()
    {
        string[] folders = [place.NewFolder(), place.NewFolder()];
        string[] pages = ["first", "second"];
        for (var i = 0; i < 2; i++) File.WriteAllText(Path.Combine(folders[i], "index.html"), pages[i]);
        string[] said = [Path.Combine(place.NewFolder(), "said"), Path.Combine(place.NewFolder(), "said")];

        var servers = new Server[2];
        for (var i = 0; i < 2; i++) servers[i] = place.StartCommand(folders[i], ["--isolate", "--", "python3", "-m", "http.server", "3000"], said[i]);
        var urls = said.Select(file => Eventually.Get(() => Url().Match(File.ReadAllText(file)) is { Success: true } match ? match.Value : null, "the address is said")).ToArray();

        Assert.NotEqual(urls[0], urls[1]);
        Assert.Contains("is at", File.ReadAllText(said[0]), StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(pages[i], place.Network.Must("curl", "-s", "--max-time", "10", urls[i]));
            Assert.Equal(pages[i], place.Run(folders[i], ["--isolate", "--", "curl", "-s", "--max-time", "10", "http://localhost:3000"]).Output);
        }
        Assert.NotEqual(0, place.Network.Run("curl", "-s", "--max-time", "5", "http://127.0.0.1:3000").ExitCode);
        Assert.Equal(urls.Select(static url => new Uri(url).Host).Order(), BerthProgram.List(place.Network, "port=3000").Rows.Select(static row => row.Text("address")).Order());
        Assert.Equal(2, place.Addresses.Count);

        var objects = place.Groups.Select(BpfObjects.Of).ToArray();
        Assert.Equal(2, objects.Length);
        Assert.All(objects, static found => Assert.InRange(found.Count, 14, 20));
        foreach (var server in servers)
        {
            Command.Must("kill", "-TERM", $"{server.Pid}");
            Assert.Equal(143, server.WaitForEnd());
        }
        Assert.Empty(place.Groups);
        Assert.Empty(place.Addresses);
        Eventually.True(() => objects.All(static found => found.AreGone), "the programs and maps are gone");
        Assert.Empty(BerthProgram.List(place.Network, "port=3000").Rows);
    }

    [Fact]
    public void Localhost_keeps_its_address_of_IPv4_on_a_machine_without_a_network()
    {
        // As node asks; glibc leaves out the families that no interface has an address of, but for 127.0.0.1 and ::1.
        const string ask = "import socket; print(sorted({found[4][0] for found in socket.getaddrinfo('localhost', 80, flags=socket.AI_ADDRCONFIG)}))";
        var before = place.Network.Must("ip", "-4", "-o", "addr", "show", "dev", "lo");
        Assert.Contains("'127.0.0.1'", place.Run(place.NewFolder(), ["--isolate", "--", Python.Path, "-c", ask]).Output, StringComparison.Ordinal);
        Assert.Equal(before, place.Network.Must("ip", "-4", "-o", "addr", "show", "dev", "lo"));
    }

    [Fact]
    public void A_checkout_keeps_its_address_also_from_a_folder_deep_inside()
    {
        var root = place.NewFolder();
        var deep = Directory.CreateDirectory(Path.Combine(root, "a", "b")).FullName;
        Directory.CreateDirectory(Path.Combine(root, ".git"));
        File.WriteAllText(Path.Combine(root, ".git", "HEAD"), "ref: refs/heads/main\n");
        string Address(string folder) => place.Run(folder, ["--isolate", "--", "printenv", "BERTH_ADDRESS"]).Output.Trim();
        var first = Address(root);
        Assert.Matches("^127\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.", first);
        Assert.Equal(first, Address(deep));
        Assert.Equal(first, Address(root));
        Assert.NotEqual(first, Address(place.NewFolder()));

        var book = Path.Combine(place.State, "addresses.json");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(book));
        using var page = JsonDocument.Parse(File.ReadAllBytes(book));
        Assert.Equal(first, page.RootElement.GetProperty("addresses").GetProperty(root).GetString());
    }

    [Fact]
    public void An_address_that_another_checkout_has_is_not_given_again()
    {
        var (one, two) = (place.NewFolder(), place.NewFolder());
        string Address(string folder) => place.Run(folder, ["--isolate", "--", "printenv", "BERTH_ADDRESS"]).Output.Trim();
        var usual = Address(one);
        // The book now says that the other folder has it.
        var book = Path.Combine(place.State, "addresses.json");
        File.WriteAllText(book, File.ReadAllText(book).Replace(one, two, StringComparison.Ordinal));
        Assert.Equal(usual, Address(two));
        Assert.NotEqual(usual, Address(one));
    }

    [Fact]
    public void A_damaged_book_is_named_and_left_as_it_is()
    {
        Directory.CreateDirectory(place.State);
        var book = Path.Combine(place.State, "addresses.json");
        File.WriteAllText(book, "{ not json");
        var result = place.Run(place.NewFolder(), ["--isolate", "--", "true"]);
        Assert.Equal(8, result.ExitCode);
        Assert.Contains(book, result.Error, StringComparison.Ordinal);
        Assert.Equal("{ not json", File.ReadAllText(book));
        Assert.Empty(place.Groups);
    }

    [Fact]
    public void The_end_of_one_run_leaves_another_one_of_the_same_checkout_as_it_is()
    {
        var folder = place.NewFolder();
        using var server = place.Start(folder, "s = listen('::1', 3000)\nready()\nwait()");
        Assert.Equal(0, place.Run(folder, ["--isolate", "--", Python.Path, "-c", "import socket; socket.create_connection(('::1', 3000), 5)"]).ExitCode);
        Assert.Single(place.Addresses);
        Assert.Equal(0, place.Run(folder, ["--isolate", "--", Python.Path, "-c", "import socket; socket.create_connection(('::1', 3000), 5)"]).ExitCode);
        server.End();
        Assert.Empty(place.Addresses);
    }

    [Fact]
    public void A_server_of_the_machine_on_every_address_is_named_before_the_start()
    {
        using var holder = place.Network.StartPython("s = listen('0.0.0.0', 3000)\nready()\nwait()");
        var folder = place.NewFolder();
        var result = place.Run(folder, ["--isolate", "--port", "3000", "--", "touch", "started"]);
        Assert.Equal(4, result.ExitCode);
        Assert.Contains($"port 3000 is held on every address (0.0.0.0) by python3 (pid {holder.Pid})", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "started")));
    }

    [Fact]
    public void A_server_that_stays_open_to_all_is_told()
    {
        var said = Path.Combine(place.NewFolder(), "said");
        using var server = place.StartCommand(place.NewFolder(), ["web", "--isolate", "--", Python.Path, "-c", Python.Prelude + """
            a = listen('0.0.0.0', 0); b = listen('127.0.0.1', 5432); c = listen('::1', 3000)
            while True:
                d, peer = c.accept(); d.recv(4096); d.sendall(b'HTTP/1.0 200 OK\r\n\r\n'); d.close()
            """], said);
        Eventually.True(() => File.ReadAllText(said).Split('\n').Length == 4, "three lines are said");
        var lines = File.ReadAllText(said);
        Assert.Matches("berth: web listens on 0\\.0\\.0\\.0:[0-9]+, every address: the system chose the port", lines);
        Assert.Matches("berth: web listens at 127\\.[0-9.]+:5432 \\(inside: localhost:5432\\)", lines); // it did not answer in HTTP
        Assert.Matches("berth: web is at http://\\[fd62:6572:7468::[0-9a-f:]+\\]:3000 \\(inside: localhost:3000\\)", lines);
        Command.Must("kill", "-TERM", $"{server.Pid}");
        Assert.Equal(143, server.WaitForEnd());
    }

    [Fact]
    public void A_project_that_refuses_every_address_says_who_asked_for_it()
    {
        var said = Path.Combine(place.NewFolder(), "said");
        using var server = place.StartCommand(place.NewFolder(), ["web", "--isolate", "--bind", "refuse", "--expose", "8080", "--", Python.Path, "-c", Python.Prelude + """
            try: listen('0.0.0.0', 3000)
            except OSError as e: assert e.errno == 98
            a = listen('127.0.0.1', 3000); b = listen('0.0.0.0', 8080)
            while True:
                d, peer = b.accept(); d.recv(4096); d.sendall(b'HTTP/1.0 200 OK\r\n\r\n'); d.close()
            """], said);
        Eventually.True(() => File.ReadAllText(said).Split('\n').Length == 4, "three lines are said");
        var lines = File.ReadAllText(said);
        Assert.Contains("berth: web asked for 0.0.0.0:3000, every address, and was told that it is in use: --bind refuse. Let it bind localhost, or expose the port: --expose 3000\n", lines, StringComparison.Ordinal);
        Assert.Contains("berth: web is at http://0.0.0.0:8080, every address: the port is exposed.\n", lines, StringComparison.Ordinal);
        Assert.Matches("berth: web listens at 127\\.[0-9.]+:3000 \\(inside: localhost:3000\\)\n", lines);
        Command.Must("kill", "-TERM", $"{server.Pid}");
        server.WaitForEnd();
    }

    [Fact]
    public void A_declared_port_never_reaches_the_machine_s_own_service()
    {
        using var machine = place.Network.StartPython("s = listen('127.0.0.1', 5432)\nready()\nwait()");
        const string call = "import socket; socket.create_connection(('127.0.0.1', 5432), 5); print('reached')";
        Assert.Equal("reached\n", place.Run(place.NewFolder(), ["--isolate", "--", Python.Path, "-c", call]).Output);
        Assert.Contains("ConnectionRefusedError", place.Run(place.NewFolder(), ["--isolate", "--port", "5432", "--", Python.Path, "-c", call]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_rights_it_says_so_and_starts_nothing()
    {
        var folder = place.NewFolder();
        var result = place.RunAs(65534, folder, ["--isolate", "--", "touch", "started"]);
        Assert.Equal(6, result.ExitCode);
        Assert.Contains($"CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON. Run it as root: {BerthProgram.Sudo} run --isolate -- touch started", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "started")));
        Assert.Empty(place.Groups);
    }

    [GeneratedRegex("http://127[0-9.]+:3000")]
    private static partial Regex Url();
}
