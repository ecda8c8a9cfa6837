using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Doctor;

public sealed class MachineTests : IDisposable
{
    readonly Patient patient = new();

    [Fact]
    public void A_machine_without_trouble_is_well_and_says_what_was_checked()
    {
        patient.Start("web('127.0.0.1', PORT); ready(); wait()");
        var answer = Ask().Healthy();
        foreach (var name in (string[])["loopback", "localhost", "queues", "stopped", "backlog", "descriptors", "files", "outgoing", "range", "time-wait", "proxy"])
            Assert.Contains(answer.Json.GetProperty("looked_at").EnumerateArray(), look => look.GetProperty("what").GetString() == name);
        Assert.All(answer.Json.GetProperty("also").EnumerateArray(), also => Assert.True(also.GetProperty("notice").GetBoolean()));
    }

    [Fact]
    public void Loopback_that_is_down()
    {
        patient.Net.Must("ip", "link", "set", "lo", "down");
        Ask().Found("loopback-down");
    }

    [Fact]
    public void Localhost_that_leads_elsewhere()
    {
        Assert.Contains("'2s/^/# /'", Ask("127.0.0.1 localhost\n10.9.8.7 localhost\n").Found("hosts-lie").Command);
        Ask("127.0.0.1 localhost\n::1 localhost\n").Healthy();
    }

    [Fact]
    public void IPv6_that_is_off_while_hosts_names_it()
    {
        patient.Net.Must("sysctl", "-qw", "net.ipv6.conf.lo.disable_ipv6=1");
        Ask("::1 localhost\n").Found("ipv6-off");
        Assert.Contains("ipv6-off", Ask("127.0.0.1 localhost\n::1 localhost\n").Healthy().Also); // the resolver puts 127.0.0.1 first
        Assert.DoesNotContain("ipv6-off", Ask().Healthy().Also);
    }

    [Fact]
    public void A_hung_server_and_connections_that_are_dropped_while_Berth_looks()
    {
        var server = patient.Start("""
            s = listen('127.0.0.1', PORT, backlog=1)
            full = [socket.create_connection(('127.0.0.1', PORT)) for _ in range(2)]
            ready(); more = []
            while True:
                c = socket.socket(); c.setblocking(False); c.connect_ex(('127.0.0.1', PORT)); more = more[-50:] + [c]; time.sleep(0.002)
            """);
        var answer = Ask().Found("hung");
        Assert.Contains($"pid {server.Pid}", answer.Sentence);
        Assert.Contains("queue-overflows", answer.Also);
    }

    [Fact]
    public void A_stopped_server()
    {
        var server = patient.Start("s = listen('127.0.0.1', PORT); ready(); wait()");
        Command.Must("kill", "-STOP", $"{server.Pid}");
        Eventually.True(() => File.ReadAllText($"/proc/{server.Pid}/stat").Contains(") T ", StringComparison.Ordinal), "the server is stopped");
        Assert.Equal($"kill -CONT {server.Pid}", Ask().Found("stopped").Command);
        Command.Must("kill", "-CONT", $"{server.Pid}");
    }

    [Fact]
    public void Queues_that_the_kernel_cuts()
    {
        patient.Net.Must("sysctl", "-qw", "net.core.somaxconn=4");
        Ask().Healthy(); // nobody asked for more
        patient.Start("s = listen('127.0.0.1', PORT, backlog=100); ready(); wait()");
        Assert.Contains("somaxconn is 4;", Ask().Found("backlog-limited").Proof);
    }

    [Fact]
    public void Ports_that_run_out_towards_one_destination()
    {
        patient.Net.Must("sysctl", "-qw", "net.ipv4.ip_local_port_range=40000 40009");
        patient.Start("s = listen('127.0.0.1', PORT, backlog=64); all = [socket.create_connection(('127.0.0.1', PORT)) for _ in range(9)]; ready(); wait()");
        var answer = Ask();
        Assert.Contains("ephemeral-exhausted", answer.All);
        Assert.Contains("range-small", answer.All);
        Assert.Contains($"to 127.0.0.1:{patient.Port}", answer.Json.GetRawText());
    }

    [Theory]
    [InlineData("40000 40099", "range-small")]
    [InlineData("1024 65535", "range-low")]
    public void A_range_that_is_too_small_or_begins_among_servers(string range, string id)
    {
        patient.Net.Must("sysctl", "-qw", $"net.ipv4.ip_local_port_range={range}");
        var answer = Ask().Found(id);
        Assert.Equal($"sysctl -w 'net.ipv4.ip_local_port_range={range}'", answer.Undo);
    }

    [Fact]
    public void Listeners_in_a_low_range_are_named_unless_reserved()
    {
        patient.Net.Must("sysctl", "-qw", "net.ipv4.ip_local_port_range=1024 65535");
        patient.Start("s = listen('127.0.0.1', PORT); ready(); wait()");
        Assert.Contains($"{patient.Port}", Ask().Found("range-low").Proof);
        patient.Net.Must("sysctl", "-qw", $"net.ipv4.ip_local_reserved_ports={patient.Port}");
        Assert.DoesNotContain($"{patient.Port}", Ask().Found("range-low").Proof);
    }

    [Fact]
    public void A_table_of_closed_connections_that_is_full()
    {
        patient.Start("""
            s = listen('127.0.0.1', PORT); c = socket.create_connection(('127.0.0.1', PORT)); d, _ = s.accept()
            d.close(); c.recv(1); c.close(); ready(); wait()
            """);
        Ask().Healthy();
        patient.Net.Must("sysctl", "-qw", "net.ipv4.tcp_max_tw_buckets=1");
        Ask().Found("time-wait-full");
    }

    [Fact]
    public void A_process_that_runs_out_of_descriptors()
    {
        var server = patient.Start("""
            import resource
            resource.setrlimit(resource.RLIMIT_NOFILE, (40, 4096))
            kept = [open('/dev/null') for _ in range(34)]
            ready(); wait()
            """);
        var answer = Ask().Found("descriptors-full");
        Assert.Contains($"(pid {server.Pid}) has ", answer.Proof);
        Assert.Contains(" of 40 open", answer.Proof);
    }

    [Fact]
    public void Proxy_variables_that_do_not_except_this_machine()
    {
        var proxied = new Dictionary<string, string?>(Patient.WithoutProxy) { ["https_proxy"] = "http://10.9.8.7:3128", ["no_proxy"] = "example.com" };
        Assert.Contains("example.com,localhost,127.0.0.1,::1", patient.AskMachine(environment: proxied).Found("proxy").Command);
        proxied["no_proxy"] = "localhost,127.0.0.0/8";
        patient.AskMachine(environment: proxied).Healthy();
    }

    [Fact]
    public void Names_below_localhost_are_a_notice_only()
    {
        Assert.Contains("dot-localhost", Ask("127.0.0.1 localhost\n").Healthy().Also);
        Assert.DoesNotContain("dot-localhost", Ask("127.0.0.1 localhost name.localhost\n").Healthy().Also);
    }

    [Fact]
    public void An_old_runtime_is_a_notice_only()
    {
        var folder = Directory.CreateDirectory(patient.Net.Home.At(".dotnet", "shared", "Microsoft.AspNetCore.App", "9.0.9")).FullName;
        Assert.Contains(Ask().Healthy().Json.GetProperty("also").EnumerateArray(), also => also.GetRawText().Contains(folder, StringComparison.Ordinal));
        Directory.Move(folder, folder.Replace("9.0.9", "9.0.10", StringComparison.Ordinal));
        Assert.DoesNotContain("9.0.9", Ask().Json.GetRawText());
    }

    Answer Ask(string hosts = "127.0.0.1 localhost\n") => patient.AskMachine(hosts);

    public void Dispose() => patient.Dispose();
}
