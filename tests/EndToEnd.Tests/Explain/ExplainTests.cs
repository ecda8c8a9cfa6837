using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Explain;

public sealed class ExplainTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Fact]
    public void The_clients_end_is_told_by_the_listener_though_its_port_is_the_lower_one()
    {
        using var both = net.StartPython("""
            l = listen('127.0.0.1', 6200); c = socket.socket(); c.bind(('127.0.0.1', 6108)); c.connect(l.getsockname()); ready(); wait()
            """);
        Assert.StartsWith("6108 is the client's end of a connection: ", Explain(0, "6108"));
    }

    [Fact]
    public void A_listener_is_told_with_its_process_and_who_can_connect()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var result = Explain(0, "3000");
        Assert.Contains($"(pid {server.Pid}) listens on port 3000.", FirstLine(result));
        Assert.Contains("programs on this machine", result, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("berth free 3000", result);
    }

    [Fact]
    public void The_clients_end_of_a_connection_is_told_from_its_own_side()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); c, _ = s.accept(); wait()");
        using var client = net.StartPython("c = socket.create_connection(('127.0.0.1', 3000)); ready(c.getsockname()[1]); wait()");
        var port = client.Words[0];
        var result = Explain(0, port);
        Assert.StartsWith($"{port} is the client's end of a connection: ", result);
        Assert.Contains($"(pid {client.Pid})", FirstLine(result));
        Assert.EndsWith(" on 127.0.0.1:3000.", FirstLine(result));
        Assert.Contains("berth explain 3000", result);
        Assert.DoesNotContain($"berth free {port}", result);
    }

    [Fact]
    public void What_the_kernel_keeps_after_a_close_is_named_as_the_blocker()
    {
        using var server = net.StartPython("""
            s = listen('127.0.0.1', 3000); c = socket.create_connection(('127.0.0.1', 3000)); d, _ = s.accept()
            d.close(); c.recv(1); c.close(); s.close(); ready(); wait()
            """);
        var result = Explain(0, "3000");
        Assert.StartsWith("Nothing listens on port 3000: the kernel keeps 1 closed connection", result);
        Assert.Contains("TIME_WAIT", result);
        Assert.DoesNotContain("it is free", result);
    }

    [Fact]
    public void What_holds_a_port_without_listening_is_named_as_the_blocker()
    {
        using var server = net.StartPython("s = socket.socket(); s.bind(('127.0.0.1', 3000)); ready(); wait()");
        var result = Explain(0, "3000");
        Assert.Contains($"(pid {server.Pid}) holds port 3000 without listening", FirstLine(result));
        Assert.DoesNotContain("it is free", result);
    }

    [Fact]
    public void A_port_that_nothing_holds_is_free_with_its_own_code()
    {
        Assert.StartsWith("No TCP or UDP socket holds port 3000: it is free.", Explain(3, "3000"));
        net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()"); // and it really could be bound
    }

    [Fact]
    public void What_is_not_listed_is_not_said_to_be_absent()
    {
        using var server = net.StartPython("s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 136); s.bind(('127.0.0.1', 3000)); ready(); wait()"); // UDP-Lite
        Assert.StartsWith("No TCP or UDP socket holds port 3000", Explain(3, "3000"));
    }

    [Fact]
    public void The_other_family_is_another_address()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        Assert.StartsWith("Nothing holds [::1]:3000, but ", Explain(3, "[::1]:3000"));
        Assert.Contains("listens on 127.0.0.1:3000", FirstLine(Explain(3, "[::1]:3000")));
        Assert.Contains("listens on 127.0.0.1:3000", FirstLine(Explain(0, "127.0.0.1:3000")));
    }

    [Fact]
    public void Two_programs_behind_one_name_are_told_as_two()
    {
        using var four = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        using var six = net.StartPython("s = listen('::1', 3000); ready(); wait()");
        var result = Explain(0, "http://localhost:3000/");
        Assert.Contains($"(pid {four.Pid})", result);
        Assert.Contains($"(pid {six.Pid})", result);
    }

    [Fact]
    public void A_process_is_told_with_all_that_it_holds()
    {
        using var server = net.StartPython("a = listen('127.0.0.1', 3000); b = socket.socket(); b.bind(('127.0.0.1', 3001)); ready(); wait()");
        var result = Explain(0, $"pid:{server.Pid}");
        Assert.Contains("listens on 127.0.0.1:3000", FirstLine(result));
        Assert.Contains("127.0.0.1:3001: nothing can connect", result);
    }

    [Fact]
    public void A_process_that_is_not_there_has_its_own_code() => Assert.Contains("no process 99999999", Explain(3, "pid:99999999"));

    [Fact]
    public void The_command_may_be_left_out()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        Assert.Equal(FirstLine(Explain(0, "3000")), FirstLine(BerthProgram.Run(net, "3000").Output));
        Assert.StartsWith("{\"schema\":\"berth.explain/1\"", BerthProgram.Run(net, "3000", "--json").Output);
    }

    [Fact]
    public void Without_rights_it_says_whose_it_is_and_invents_nobody()
    {
        using var server = net.StartPythonAs(65533, "s = listen('127.0.0.1', 3000); ready(); wait()");
        var result = BerthProgram.RunAs(65534, net, "explain", "3000");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("65533", result.Output);
        Assert.DoesNotContain($"pid {server.Pid}", result.Output);
    }

    string Explain(int code, string target)
    {
        var result = BerthProgram.Run(net, "explain", target);
        Assert.True(result.ExitCode == code, $"exit code {result.ExitCode}: {result.Output}{result.Error}");
        return result.Output;
    }

    static string FirstLine(string text) => text.Split('\n')[0];

    public void Dispose() => net.Dispose();
}
