using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Inventory;

public sealed class FirewallTests : IDisposable
{
    const int Nobody = 65534;

    const string Rules = """
        table inet filter {
          chain input {
            type filter hook input priority 0; policy drop;
            iif lo accept
            ct state established,related accept
            ip saddr 192.168.7.0/25 tcp dport 3000 accept
            tcp dport 3001 limit rate 5/second accept
          }
        }
        """;

    readonly NetworkNamespace net = new();
    readonly Server server;

    public FirewallTests()
    {
        Command.Must("ip", "-n", net.Name, "link", "add", "out0", "type", "veth", "peer", "name", "out1");
        Command.Must("ip", "-n", net.Name, "address", "add", "192.168.7.5/24", "dev", "out0");
        Command.Must("ip", "-n", net.Name, "link", "set", "out0", "up");
        server = net.StartPython("a = [listen('0.0.0.0', port) for port in (3000, 3001, 3002)]; b = listen('127.0.0.1', 3003); ready(); wait()");
    }

    [Fact]
    public void Without_rules_the_bind_decides()
    {
        var row = BerthProgram.OnlyRow(net, "3002");
        Assert.Equal(("container", "open"), (row.Text("reach"), row.Text("reach_verdict")));
    }

    [Theory]
    [InlineData(3000, "container", "open", "ip saddr 192.168.7.0/25 tcp dport 3000 accept")]
    [InlineData(3001, "container", "unknown", "limit rate 5/second")]
    [InlineData(3002, "host", "filtered", "policy drop")]
    [InlineData(3003, "host", "open", null)]
    public void Rules_decide_who_can_connect_and_are_named(int port, string reach, string verdict, string? rule)
    {
        Load();
        var row = BerthProgram.OnlyRow(net, port.ToString());
        Assert.Equal((reach, verdict), (row.Text("reach"), row.Text("reach_verdict")));
        if (rule is not null) Assert.Contains(rule, row.Text("reach_rule"));
    }

    [Fact]
    public void Explain_says_it_in_a_sentence_with_the_rule()
    {
        Load();
        var output = BerthProgram.Run(net, "3000").Output;
        Assert.Contains("let in, from 192.168.7.1-192.168.7.4, 192.168.7.6-192.168.7.127 only: inet filter input, handle", output);
        Assert.Contains("kept out without an answer: inet filter input: policy drop.", BerthProgram.Run(net, "3002").Output);
    }

    [Fact]
    public void The_table_marks_what_is_unknown()
    {
        Load();
        Assert.Contains("container?", BerthProgram.Run(net, "ls", "3001").Output);
        Assert.DoesNotContain("container?", BerthProgram.Run(net, "ls", "3000").Output);
    }

    [Fact]
    public void A_user_without_the_right_is_told_that_it_is_unknown_and_what_helps()
    {
        Load();
        var row = Assert.Single(BerthProgram.ListAs(Nobody, net, "3002", "--columns", "reach,reach_verdict").Rows);
        Assert.Equal(("container", "unknown"), (row.Text("reach"), row.Text("reach_verdict")));
        Assert.Contains("run with sudo to read them", BerthProgram.RunAs(Nobody, net, "explain", "3002").Output);
        Assert.Equal("open", Assert.Single(BerthProgram.ListAs(Nobody, net, "3003", "--columns", "reach_verdict").Rows).Text("reach_verdict"));
    }

    [Fact]
    public void A_rule_that_iptables_legacy_prints_wrongly_is_a_doubt()
    {
        net.Must("iptables-legacy", "-A", "INPUT", "!", "-i", "+", "-j", "DROP");
        Assert.Contains("`! -i +`", BerthProgram.Run(net, "explain", "3000").Output);
        net.Must("iptables-legacy", "-F", "INPUT");
        Assert.DoesNotContain("`! -i +`", BerthProgram.Run(net, "explain", "3000").Output);
    }

    void Load()
    {
        var loaded = net.RunWith(["nft", "-f", "-"], Rules);
        Assert.True(loaded.ExitCode == 0, loaded.Error);
    }

    public void Dispose()
    {
        server.Dispose();
        net.Dispose();
    }
}
