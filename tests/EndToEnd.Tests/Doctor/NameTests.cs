namespace Berth.EndToEnd.Tests.Doctor;

public sealed class NameTests : IDisposable
{
    readonly Patient patient = new();

    [Fact]
    public void A_name_below_localhost_that_the_resolver_does_not_know()
    {
        Serve();
        var answer = patient.AskWithHosts("127.0.0.1 localhost\n", $"shop.localhost:{patient.Port}").Found("dot-localhost");
        Assert.Contains("Node, Python, Java and .NET ask the system", answer.Proof);
        Assert.Equal("echo '127.0.0.1 shop.localhost' | tee -a /etc/hosts", answer.Command);
        patient.AskWithHosts("127.0.0.1 localhost shop.localhost\n", $"shop.localhost:{patient.Port}").Healthy();
    }

    [Fact]
    public void Hosts_that_lead_localhost_astray()
    {
        Serve();
        var answer = patient.AskWithHosts("10.9.8.7 localhost # old\n").Found("hosts-lie");
        Assert.Contains("/etc/hosts, line 1: 10.9.8.7 localhost", answer.Proof);
        Assert.Contains("s/10\\.9\\.8\\.7/127.0.0.1/", answer.Command);
    }

    [Fact]
    public void Hosts_that_lead_a_name_to_another_machine_while_the_server_is_here()
    {
        Serve();
        Assert.Equal("inferred", patient.AskWithHosts("127.0.0.1 localhost\n10.9.8.7 shop.test\n", $"shop.test:{patient.Port}").Found("hosts-lie").How);
    }

    [Fact]
    public void A_name_that_has_no_address() => patient.AskWithHosts("127.0.0.1 localhost\n", "shop.invalid:3000").Found("name-unresolved");

    [Fact]
    public void Another_machine_is_not_connected_to()
    {
        var answer = patient.AskWithHosts("127.0.0.1 localhost\n10.9.8.7 shop.test\n", $"http://shop.test:{patient.Port}/").Unknown();
        Assert.Contains("not this machine", answer.Sentence);
        Assert.Equal(0, answer.Json.GetProperty("attempts").GetArrayLength());
        patient.Ask("10.9.8.7:3000").Unknown();
    }

    [Theory]
    [InlineData("http_proxy", null, "proxy")]
    [InlineData("HTTP_PROXY", null, "proxy")]
    [InlineData("ALL_PROXY", "example.com", "proxy")]
    [InlineData("http_proxy", "localhost", null)]
    [InlineData("http_proxy", "*", null)]
    [InlineData("https_proxy", null, null)]
    public void Proxy_variables_send_requests_elsewhere(string variable, string? exceptions, string? id)
    {
        Serve();
        var environment = new Dictionary<string, string?>(Patient.WithoutProxy) { [variable] = "http://ada:secret@10.9.8.7:3128", ["NO_PROXY"] = exceptions };
        var answer = patient.Ask($"http://localhost:{patient.Port}/", environment);
        if (id is null) answer.Healthy();
        else
        {
            Assert.Contains($"{variable}=http://...@10.9.8.7:3128", answer.Found(id).Proof);
            Assert.Contains("localhost,127.0.0.1,::1", answer.Command);
        }
        Assert.DoesNotContain("secret", answer.Json.GetRawText());
    }

    [Fact]
    public void What_is_nearer_to_the_server_goes_before_the_proxy()
    {
        var environment = new Dictionary<string, string?>(Patient.WithoutProxy) { ["http_proxy"] = "http://10.9.8.7:3128" };
        Assert.Equal(["nothing-listens", "proxy"], patient.Ask(environment: environment).All);
    }

    void Serve() => patient.Start("web('127.0.0.1', PORT); ready(); wait()");

    public void Dispose() => patient.Dispose();
}
