namespace Berth.EndToEnd.Tests.Doctor;

public sealed class FamilyTests : IDisposable
{
    const string BothFamilies = "::1 localhost\n127.0.0.1 localhost\n", FourOnly = "127.0.0.1 localhost\n";

    readonly Patient patient = new();

    [Fact]
    public void A_server_on_IPv6_only_is_not_reached_over_127_0_0_1()
    {
        var server = patient.Start("web('::1', PORT); ready(); wait()");
        var answer = patient.Ask($"127.0.0.1:{patient.Port}").Found("family-split");
        Assert.Contains($"pid {server.Pid}) listens on IPv6 only", answer.Sentence);
        Assert.Contains($"127.0.0.1:{patient.Port} was refused", answer.Proof);
        Assert.Equal($"curl 'http://[::1]:{patient.Port}/'", answer.Command);
    }

    [Fact]
    public void The_same_by_name_where_localhost_is_IPv4_only() =>
        Assert.Contains("/etc/hosts, line 1", Served("::1").AskWithHosts(FourOnly).Found("family-split").Proof);

    [Fact]
    public void A_server_on_IPv4_only_is_missed_by_clients_that_try_the_first_address()
    {
        var answer = Served("127.0.0.1").AskWithHosts(BothFamilies, $"http://localhost:{patient.Port}/").Found("family-split");
        Assert.Equal("inferred", answer.How);
        Assert.Contains("means ::1 first", answer.Sentence);
    }

    [Fact]
    public void A_server_on_both_is_well() => Served("::").AskWithHosts(BothFamilies).Healthy();

    [Fact]
    public void A_server_on_the_only_address_of_the_name_is_well() => Served("127.0.0.1").AskWithHosts(FourOnly).Healthy();

    [Fact]
    public void The_answer_may_depend_on_the_address_that_is_asked_for()
    {
        Served("::1").Ask($"[::1]:{patient.Port}").Healthy();
        patient.Ask($"http://127.0.0.1:{patient.Port}/").Found("family-split");
    }

    [Fact]
    public void Two_programs_behind_one_name_are_told_with_their_addresses()
    {
        var four = patient.Start("web('127.0.0.1', PORT); ready(); wait()");
        var six = patient.Start("web('::', PORT, v6only=1); ready(); wait()");
        var answer = patient.AskWithHosts(FourOnly).Found("shadowed");
        Assert.Contains($"pid {four.Pid}", answer.Sentence);
        Assert.Contains($"pid {six.Pid}", answer.Sentence);
        patient.Ask($"127.0.0.1:{patient.Port}").Healthy();
    }

    [Fact]
    public void A_server_on_another_address_of_the_machine_is_named()
    {
        patient.Net.Must("ip", "address", "add", "127.7.0.1/8", "dev", "lo");
        patient.Start("web('127.7.0.1', PORT); ready(); wait()");
        Assert.Equal($"curl http://127.7.0.1:{patient.Port}/", patient.Ask().Found("bound-elsewhere").Command);
    }

    [Fact]
    public void A_server_in_a_localhost_of_its_own_is_told_with_its_address()
    {
        Served("127.77.3.4");
        var answer = patient.Ask().Found("own-localhost");
        Assert.Equal($"curl http://127.77.3.4:{patient.Port}/", answer.Command);
        patient.Ask($"http://127.77.3.4:{patient.Port}/").Healthy();
    }

    [Fact]
    public void A_port_that_browsers_refuse_is_told_although_it_answers()
    {
        patient.Start("web('127.0.0.1', 6666); ready(); wait()");
        Assert.Contains("Browsers refuse", patient.Ask("http://localhost:6666/").Found("port-blocked").Sentence);
        Assert.Contains("Browsers refuse", patient.Net.Run(BerthProgram.Path, "explain", "6666").Output);
    }

    [Fact]
    public void IPv6_switched_off_while_the_name_leads_there()
    {
        Served("127.0.0.1").Net.Must("sysctl", "-qw", "net.ipv6.conf.lo.disable_ipv6=1");
        Assert.Contains("/etc/hosts", patient.AskWithHosts("::1 localhost\n").Found("ipv6-off").Command);
        patient.Ask($"[::1]:{patient.Port}").Found("ipv6-off");
        patient.AskWithHosts(BothFamilies).Healthy(); // the resolver puts what can be reached first (RFC 6724)
    }

    [Fact]
    public void Loopback_that_is_down_comes_before_all_else()
    {
        Served("127.0.0.1").Net.Must("ip", "link", "set", "lo", "down");
        Assert.Equal("ip link set lo up", patient.Ask().Found("loopback-down").Command);
    }

    Patient Served(string address)
    {
        patient.Start($"web('{address}', PORT); ready(); wait()");
        return patient;
    }

    public void Dispose() => patient.Dispose();
}
