using Berth.Counterparts;

namespace Berth.Localhost.Tests;

public class BindTests
{
    // address asked for, IPV6_V6ONLY, where the kernel has it
    [Theory]
    [InlineData("0.0.0.0", "None", "127.64.9.1:3000")]
    [InlineData("127.0.0.1", "None", "127.64.9.1:3000")]
    [InlineData("::", "0", "[::ffff:127.64.9.1]:3000")]
    [InlineData("::", "1", "[fd00:be47::1]:3000")]
    [InlineData("::1", "0", "[fd00:be47::1]:3000")]
    [InlineData("::1", "1", "[fd00:be47::1]:3000")]
    [InlineData("::ffff:127.0.0.1", "0", "[::ffff:127.64.9.1]:3000")]
    [InlineData("::ffff:0.0.0.0", "0", "[::ffff:127.64.9.1]:3000")]
    [InlineData("127.0.0.9", "None", "127.0.0.9:3000")]
    public void A_server_is_at_the_own_address_and_sees_what_it_asked_for(string asked, string v6only, string real)
    {
        using var isle = new Isle();
        using var server = isle.Serve($"s = listen('{asked}', 3000, v6only={v6only})\nready(s.getsockname()[0], s.getsockname()[1])\nwait()");
        Assert.Equal([asked, "3000"], server.Words);
        Assert.Equal(real, isle.Listening(3000));
    }

    // 99: EADDRNOTAVAIL. The own one is told to the program, as BERTH_ADDRESS.
    [Theory]
    [InlineData("127.64.9.2", "99")]
    [InlineData("127.127.255.254", "99")]
    [InlineData("::ffff:127.64.9.2", "99")]
    [InlineData("192.0.0.8", "99")]
    [InlineData("fd62:6572:7468::7f40:902", "99")]
    [InlineData("fd62:6572:7468::7f40:901", "99")]
    [InlineData("127.64.9.1", "0")]
    [InlineData("::ffff:127.64.9.1", "0")]
    [InlineData("127.63.255.255", "0")]
    [InlineData("127.128.0.1", "0")]
    [InlineData("fd62:6572:7469::7f40:902", "0")]
    public void Addresses_of_other_projects_are_not_there(string asked, string error)
    {
        using var isle = new Isle();
        foreach (var address in (string[])["192.0.0.8/32", "fd62:6572:7468::7f40:902/128", "fd62:6572:7468::7f40:901/128", "fd62:6572:7469::7f40:902/128"])
            isle.Outside.Must(["ip", "addr", "add", address, "dev", "lo", .. address.Contains(':') ? (string[])["nodad"] : []]);
        foreach (var kind in (string[])["SOCK_STREAM", "SOCK_DGRAM"])
            Assert.Equal(error, isle.Python($"""
                s = socket.socket(socket.AF_INET6 if ':' in '{asked}' else socket.AF_INET, socket.{kind})
                try: s.bind(('{asked}', 3000)); print(0)
                except OSError as e: print(e.errno)
                """));
    }

    [Fact]
    public void A_port_that_the_system_chooses_is_at_the_own_address()
    {
        using var isle = new Isle();
        using var server = isle.Serve("s = listen('127.0.0.1', 0)\nready(s.getsockname()[0], s.getsockname()[1])\nwait()");
        Assert.Equal("127.0.0.1", server.Words[0]);
        var port = int.Parse(server.Words[1]);
        Assert.Equal($"127.64.9.1:{port}", isle.Listening(port));
    }

    [Fact]
    public void A_client_that_binds_no_port_still_reaches_the_outside()
    {
        using var isle = new Isle();
        Assert.Equal("0.0.0.0", isle.Python("""
            s = socket.socket(); s.bind(('0.0.0.0', 0))
            print(s.getsockname()[0])
            """));
        // From a loopback address this would end with EINVAL; with no route it is "unreachable".
        Assert.Equal("101", isle.Python("""
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('0.0.0.0', 0))
            try: s.sendto(b'x', ('192.0.2.1', 53))
            except OSError as e: print(e.errno)
            """));
    }

    [Fact]
    public void What_listens_for_the_network_s_announcements_is_left_there()
    {
        using var isle = new Isle();
        using var server = isle.Serve("s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('0.0.0.0', 5353))\nready()\nwait()");
        Assert.Equal("0.0.0.0:5353", isle.Listening(5353, udp: true));
    }

    [Fact]
    public void The_same_port_twice_in_one_project_is_in_use()
    {
        using var isle = new Isle();
        using var server = isle.Serve("s = listen('0.0.0.0', 3000)\nready()\nwait()");
        Assert.Equal("98", isle.Python("""
            try: listen('127.0.0.1', 3000)
            except OSError as e: print(e.errno)
            """));
    }

    [Fact]
    public void A_server_of_the_machine_on_every_address_is_in_the_way()
    {
        using var isle = new Isle();
        using var holder = isle.Outside.StartPython("s = listen('0.0.0.0', 3000)\nready()\nwait()");
        Assert.Equal("98", isle.Python("""
            try: listen('127.0.0.1', 3000)
            except OSError as e: print(e.errno)
            """));
    }

    [Fact]
    public void Both_families_on_one_port_as_two_sockets()
    {
        using var isle = new Isle();
        using var server = isle.Serve("a = listen('0.0.0.0', 80); b = listen('::', 80, v6only=1)\nready()\nwait()");
        Assert.Equal("127.64.9.1:80 [fd00:be47::1]:80", isle.Listening(80));
    }

    [Fact]
    public void Without_an_own_IPv6_address_there_is_no_IPv6_localhost()
    {
        using var isle = new Isle(hasV6: false);
        Assert.Equal("99", isle.Python("""
            try: listen('::1', 3000)
            except OSError as e: print(e.errno)
            """));
        using var server = isle.Serve("s = listen('::', 3001, v6only=0)\nready()\nwait()");
        Assert.Equal("[::ffff:127.64.9.1]:3001", isle.Listening(3001));
    }

    [Theory]
    [InlineData("0.0.0.0", "None", "bound")]
    [InlineData("127.0.0.1", "None", "bound")]
    [InlineData("::", "0", "bound")]
    [InlineData("::1", "1", "bound")]
    [InlineData("127.0.0.9", "None", "error 13")]
    public void Ports_below_1024_of_the_own_address_take_no_rights(string asked, string v6only, string expected)
    {
        using var isle = new Isle();
        Assert.Equal(expected, isle.Outside.Must(isle.Inside([.. NetworkNamespace.AsUser(65534), Python.Path, "-c", Python.Prelude + $"""
            try: listen('{asked}', 80, v6only={v6only}); print('bound')
            except OSError as e: print('error', e.errno)
            """])).Trim());
    }

    [Fact]
    public void Children_and_their_children_are_in_it()
    {
        using var isle = new Isle();
        using var server = isle.Serve("""
            import subprocess
            child = subprocess.Popen(['sh', '-c', sys.executable + ' -m http.server 3000 --bind 127.0.0.1 & wait'], stderr=subprocess.DEVNULL, start_new_session=True)
            ready(); wait(); os.killpg(child.pid, signal.SIGTERM)
            """);
        Eventually.True(() => isle.Listening(3000) == "127.64.9.1:3000", "the grandchild listens at the own address");
        server.End();
    }

    [Fact]
    public void A_socket_that_was_made_before_stays_where_it_was_meant()
    {
        using var isle = new Isle();
        using var server = isle.Outside.StartPython($"""
            old = socket.socket()
            open('{isle.Folder}/cgroup.procs', 'w').write('0')
            old.bind(('127.0.0.1', 3000)); old.listen()
            new = listen('127.0.0.1', 3001)
            ready(); wait()
            """);
        Assert.Equal("127.0.0.1:3000", isle.Listening(3000));
        Assert.Equal("127.64.9.1:3001", isle.Listening(3001));
    }

    [Fact]
    public void Another_network_namespace_has_a_localhost_already()
    {
        using var isle = new Isle();
        Assert.Equal("127.0.0.1:3000", isle.Outside.Must(isle.Inside("unshare", "--net", "sh", "-c", """
            ip link set lo up
            exec "$0" -c 'import socket, subprocess
            s = socket.create_server(("127.0.0.1", 3000))
            print(subprocess.run(["ss", "-Htln"], capture_output=True, text=True).stdout.split()[3])'
            """, Python.Path)).Trim());
    }

    [Fact]
    public void What_a_server_asked_for_is_known_however_many_sockets_came_and_went()
    {
        using var isle = new Isle();
        // More than the kernel keeps in mind at once: those that are closed must be forgotten first.
        Assert.Equal("0.0.0.0", isle.Python("""
            server = listen('0.0.0.0', 3000)
            for i in range(150_000):
                s = socket.socket(); s.bind(('127.0.0.1', 0)); s.close()
            print(server.getsockname()[0])
            """));
    }

    [Fact]
    public void When_it_ends_the_next_bind_is_as_ever()
    {
        using var isle = new Isle();
        isle.Sink();
        using var server = isle.Serve("s = listen('127.0.0.1', 3000)\nready()\nwait()");
        Assert.Equal("127.0.0.1:3000", isle.Listening(3000));
    }
}
