namespace Berth.EndToEnd.Tests.Audit;

public sealed class FirewallTests : IDisposable
{
    readonly House house = new();

    public FirewallTests() => house.Net.StartPythonAs(House.Somebody, "s = listen('::', 5000, v6only=0); t = listen('127.0.0.1', 5001); ready(); wait()");

    void Rules(string script) => Assert.Equal("", house.Net.RunWith(["nft", "-f", "-"], input: script).Error);

    [Fact]
    public void No_rules_at_all_are_no_firewall()
    {
        Assert.Equal("medium", house.Audit().Only("fw-absent").Severity);
        Rules("table inet f { chain i { type filter hook input priority 0; policy drop; iif lo accept; ct state established accept; }; }");
        var closed = house.Audit();
        closed.None("fw-absent");
        Assert.Equal("host", closed.Json.GetProperty("findings").EnumerateArray().Select(one => new Found(one)).FirstOrDefault(one => one.Port == 5000)?.Reach ?? "host");
    }

    [Fact]
    public void Rules_for_one_family_leave_the_other_open()
    {
        Rules("table ip f { chain i { type filter hook input priority 0; policy drop; iif lo accept; }; }");
        Assert.Equal("high", house.Audit().Only("fw-v6-gap", 5000).Severity);
        Rules("table ip6 f { chain i { type filter hook input priority 0; policy drop; iif lo accept; }; }");
        house.Audit().None("fw-v6-gap");
    }

    [Fact]
    public void An_accept_that_another_chain_drops_is_a_surprise()
    {
        Rules("table inet a { chain i { type filter hook input priority 0; tcp dport 5000 accept; }; }\ntable inet b { chain i { type filter hook input priority 10; tcp dport 5000 drop; }; }");
        Assert.Contains("inet b i", house.Audit().Only("fw-order-surprise", 5000).Evidence);
    }

    [Fact]
    public void A_hole_without_a_listener_is_named()
    {
        Rules("table inet f { chain i { type filter hook input priority 0; policy drop; tcp dport 5000 accept; tcp dport 6000 accept; }; }");
        Assert.Contains("6000", house.Audit().Only("fw-hole-unused").Title);
    }

    [Fact]
    public void Rules_written_by_iptables_are_read_too()
    {
        foreach (var family in (string[])["iptables", "ip6tables"]) house.Net.Must(family, "-P", "INPUT", "DROP");
        house.Audit().None("fw-absent");
    }

    [Fact]
    public void Packets_for_loopback_from_the_network_are_told()
    {
        house.Audit().None("route-localnet");
        house.Net.Must("sysctl", "-q", "-w", "net.ipv4.conf.lan0.route_localnet=1");
        var found = house.Audit().Only("route-localnet");
        Assert.True(found.IsMendable);
        Assert.Contains("5001", found.Evidence);
    }

    [Fact]
    public void Low_ports_that_every_user_may_take_are_told()
    {
        house.Net.Must("sysctl", "-q", "-w", "net.ipv4.ip_unprivileged_port_start=1024");
        house.Audit().None("low-ports-free");
        house.Net.Must("sysctl", "-q", "-w", "net.ipv4.ip_unprivileged_port_start=80");
        Assert.Contains("80", house.Audit().Only("low-ports-free").Title);
    }

    [Fact]
    public void On_loopback_alone_no_firewall_is_missed()
    {
        using var quiet = new House();
        quiet.Net.StartPythonAs(House.Somebody, "s = listen('127.0.0.1', 5000); ready(); wait()");
        Assert.Empty(quiet.Audit().All);
        Assert.StartsWith("Nothing found. Looked at 1 port of 1 service", quiet.Run("audit").Output, StringComparison.Ordinal);
    }

    public void Dispose() => house.Dispose();
}
