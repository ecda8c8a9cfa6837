using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Doctor;

public sealed class NobodyThereTests : IDisposable
{
    readonly Patient patient = new();

    [Fact]
    public void Nothing_listens_and_nothing_is_near()
    {
        var answer = patient.Ask().Found("nothing-listens");
        Assert.Equal(("observed", $"berth wait {patient.Port}"), (answer.How, answer.Command));
        Assert.Contains($"127.0.0.1:{patient.Port} was refused", answer.Proof);
        Assert.Contains($"[::1]:{patient.Port} was refused", answer.Proof);
    }

    [Fact]
    public void A_server_on_the_next_port_may_be_the_one()
    {
        var server = patient.Start("web('127.0.0.1', PORT + 1); ready(); wait()");
        var answer = patient.Ask($"http://localhost:{patient.Port}/cart?id=1#top").Found("nothing-listens");
        Assert.Contains($"pid {server.Pid}) listens on {patient.Port + 1}", answer.Sentence);
        Assert.Equal(("inferred", $"curl 'http://localhost:{patient.Port + 1}/cart?id=1'"), (answer.How, answer.Command));
    }

    [Fact]
    public void The_server_of_the_folders_project_goes_before_a_nearer_one()
    {
        using var folder = new TemporaryFolder();
        Command.Must("git", "init", "-q", folder.Path);
        patient.Start("web('127.0.0.1', PORT + 1); ready(); wait()");
        using var mine = patient.Net.StartIn(folder.Path, Python.Path, "-c", $"{Python.Prelude}s = listen('127.0.0.1', {patient.Port + 9}); ready(); wait()");
        Assert.Contains($"pid {mine.Pid}", patient.Ask(folder: folder.Path).Found("nothing-listens").Sentence);
    }

    [Fact]
    public void Another_projects_server_on_the_port_and_ones_own_beside_it()
    {
        using TemporaryFolder theirs = new(), mine = new();
        Command.Must("git", "init", "-q", theirs.Path);
        Command.Must("git", "init", "-q", mine.Path);
        string Site(int port) => $"{Python.Prelude}import http.server\ns = http.server.HTTPServer(('127.0.0.1', {port}), http.server.SimpleHTTPRequestHandler); ready(); s.serve_forever()";
        using var other = patient.Net.StartIn(theirs.Path, Python.Path, "-c", Site(patient.Port));
        using var own = patient.Net.StartIn(mine.Path, Python.Path, "-c", Site(patient.Port + 1));
        var answer = patient.Ask(folder: mine.Path).Found("wrong-owner");
        Assert.Contains($"pid {other.Pid}", answer.Sentence);
        Assert.Contains($"pid {own.Pid}", answer.Sentence);
        patient.Ask(folder: theirs.Path).Healthy();
    }

    [Fact]
    public void A_socket_that_is_bound_and_does_not_listen_is_in_the_way()
    {
        var server = patient.Start("s = socket.socket(); s.bind(('127.0.0.1', PORT)); ready(); wait()");
        var answer = patient.Ask().Found("bound-not-listening");
        Assert.Contains($"pid {server.Pid}", answer.Sentence);
        Assert.Equal($"berth free {patient.Port}", answer.Command);
    }

    [Fact]
    public void A_closed_connection_keeps_the_port_of_a_server_that_has_gone()
    {
        patient.Start("""
            s = listen('127.0.0.1', PORT); c = socket.create_connection(('127.0.0.1', PORT)); d, _ = s.accept()
            d.close(); c.recv(1); c.close(); s.close(); ready(); wait()
            """);
        var answer = patient.Ask().Found("time-wait");
        Assert.Equal("inferred", answer.How);
        Assert.Contains("TIME_WAIT", answer.Proof);
    }

    [Fact]
    public void What_keeps_a_server_away_comes_before_the_connections_that_it_left()
    {
        const string gone = """
            s = listen('127.0.0.1', PORT); c = socket.create_connection(('127.0.0.1', PORT)); d, _ = s.accept()
            d.close(); c.recv(1); c.close(); s.close(); ready(); wait()
            """;
        patient.Start(gone);
        patient.Net.Must("sysctl", "-qw", $"net.ipv4.ip_local_reserved_ports={patient.Port}");
        patient.Ask().Found("reserved-port");
        using var other = new NetworkNamespace();
        using var server = other.StartPython($"s = listen('0.0.0.0', {patient.Port}); ready(); wait()");
        patient.Ask().Found("other-namespace");
    }

    [Fact]
    public void An_outgoing_connection_uses_the_port_as_its_own_end()
    {
        patient.Start("s = listen('127.0.0.1', PORT + 15); ready(); wait()");
        var client = patient.Start("c = socket.create_connection(('127.0.0.1', PORT + 15), source_address=('127.0.0.1', PORT)); ready(); wait()");
        var answer = patient.Ask().Found("held-by-client");
        Assert.Contains($"pid {client.Pid}", answer.Sentence);
        Assert.Contains($"127.0.0.1:{patient.Port} is the client's end of a connection to 127.0.0.1:{patient.Port + 15}", answer.Proof);
    }

    [Fact]
    public void A_client_in_the_range_that_the_system_hands_out_is_kept_off_by_a_reservation()
    {
        patient.Net.Must("sysctl", "-qw", $"net.ipv4.ip_local_port_range={patient.Port} {patient.Port + 10}");
        patient.Start("s = listen('127.0.0.1', PORT + 15); ready(); wait()");
        patient.Start("c = socket.create_connection(('127.0.0.1', PORT + 15), source_address=('127.0.0.1', PORT)); ready(); wait()");
        var answer = patient.Ask().Found("held-by-client");
        Assert.Equal($"sysctl -w net.ipv4.ip_local_reserved_ports={patient.Port}", answer.Command);
        Assert.Equal("sysctl -w net.ipv4.ip_local_reserved_ports=", answer.Undo);
    }

    [Fact]
    public void A_number_that_the_system_hands_out_belongs_to_somebody_else_by_now()
    {
        patient.Net.Must("sysctl", "-qw", $"net.ipv4.ip_local_port_range={patient.Port} {patient.Port + 10}");
        Assert.Contains($"{patient.Port}-{patient.Port + 10}", patient.Ask().Found("handed-out-port").Proof);
    }

    [Fact]
    public void A_reserved_port_waits_for_its_program()
    {
        patient.Net.Must("sysctl", "-qw", $"net.ipv4.ip_local_reserved_ports={patient.Port}-{patient.Port + 5}");
        Assert.Contains($"{patient.Port}-{patient.Port + 5}", patient.Ask().Found("reserved-port").Proof);
    }

    [Fact]
    public void A_low_port_takes_a_right_that_an_ordinary_user_lacks()
    {
        CommandResult As(int user) => patient.Net.RunWith([.. NetworkNamespace.AsUser(user), BerthProgram.Path, "doctor", "957", "--json"], environment: Patient.WithoutProxy);
        Assert.Contains("1024", Answer.Of(As(65534)).Found("privileged-port").Proof);
        Answer.Of(patient.Net.RunWith([BerthProgram.Path, "doctor", "957", "--json"], environment: Patient.WithoutProxy)).Found("nothing-listens");
    }

    [Fact]
    public void The_server_lives_in_another_namespace()
    {
        using var other = new NetworkNamespace();
        using var server = other.StartPython($"s = listen('0.0.0.0', {patient.Port}); ready(); wait()");
        var answer = patient.Ask().Found("other-namespace");
        Assert.Contains(other.Name, answer.Sentence);
        Assert.Contains($"/proc/{server.Pid}/ns/net", answer.Command);
    }

    [Fact]
    public void The_containers_port_is_published_under_another_number()
    {
        // Docker's forwarder, by its name and its arguments.
        patient.Net.Start("bash", "-c", $"exec -a docker-proxy {Python.Path} -c \"$0\" -proto tcp -host-ip 127.0.0.1 -host-port {patient.Port + 15} -container-ip 172.17.0.2 -container-port {patient.Port}",
            $"{Python.Prelude}open('/proc/self/comm', 'w').write('docker-proxy'); s = listen('127.0.0.1', {patient.Port + 15}); ready(); wait()");
        var answer = patient.Ask().Found("published-elsewhere");
        Assert.Contains($"172.17.0.2:{patient.Port}", answer.Proof);
        Assert.Equal($"curl http://localhost:{patient.Port + 15}/", answer.Command);
    }

    [Fact]
    public void A_container_whose_server_listens_on_its_own_localhost_only()
    {
        patient.Net.Start("bash", "-c", $"exec -a docker-proxy {Python.Path} -c \"$0\" -proto tcp -host-ip 127.0.0.1 -host-port {patient.Port} -container-ip 172.17.0.2 -container-port 3000",
            $"{Python.Prelude}open('/proc/self/comm', 'w').write('docker-proxy'); s = listen('127.0.0.1', {patient.Port}); ready()\nwhile True: s.accept()[0].close()");
        Assert.Contains("172.17.0.2:3000", patient.Ask().Found("container-loopback").Sentence);
    }

    public void Dispose() => patient.Dispose();
}
