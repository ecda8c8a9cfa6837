namespace Berth.EndToEnd.Tests.Doctor;

public sealed class FilterTests : IDisposable
{
    readonly Patient patient = new();

    [Theory]
    [InlineData("input", "drop")]
    [InlineData("output", "drop")]
    public void A_filter_that_drops_on_loopback_is_named(string hook, string verdict)
    {
        patient.Start("web('127.0.0.1', PORT); ready(); wait()");
        patient.Ask().Healthy();
        Rule(hook, verdict);
        var answer = patient.Ask().Found("filtered");
        Assert.Equal("observed", answer.How);
        Assert.Contains($"inet test here, handle", answer.Proof);
        Assert.Contains("no answer", answer.Proof);
    }

    [Theory]
    [InlineData("reject")]
    [InlineData("reject with tcp reset")]
    [InlineData("reject with icmpx type admin-prohibited")]
    public void A_filter_that_rejects_is_named(string verdict)
    {
        patient.Start("web('127.0.0.1', PORT); ready(); wait()");
        Rule("input", verdict);
        Assert.Equal("observed", patient.Ask().Found("rejected").How);
    }

    [Fact]
    public void Silence_where_nobody_listens_is_a_filter_too()
    {
        Rule("input", "drop");
        patient.Ask().Found("filtered");
    }

    [Fact]
    public void Who_answers_is_found_at_the_other_end_of_a_connection_that_a_rule_leads_elsewhere()
    {
        var meant = patient.Start("web('127.0.0.1', PORT); ready(); wait()");
        var answering = patient.Start("Page.answer = lambda page: (404, b''); web('127.0.0.1', PORT + 1); ready(); wait()");
        patient.Net.Must("nft", "add table inet test");
        patient.Net.Must("nft", "add chain inet test here { type nat hook output priority -100; }");
        patient.Net.Must("nft", $"add rule inet test here tcp dport {patient.Port} redirect to :{patient.Port + 1}");
        var answer = patient.Ask($"http://127.0.0.1:{patient.Port}/").Found("led-elsewhere");
        Assert.Contains($"pid {meant.Pid})", answer.Sentence);
        Assert.Contains($"pid {answering.Pid}) answers", answer.Sentence);
        Assert.Contains($"tcp dport {patient.Port} redirect", answer.Proof);
    }

    void Rule(string hook, string verdict)
    {
        patient.Net.Must("nft", "add table inet test");
        patient.Net.Must("nft", $"add chain inet test here {{ type filter hook {hook} priority 0; }}");
        patient.Net.Must("nft", $"add rule inet test here tcp dport {patient.Port} {verdict}");
    }

    public void Dispose() => patient.Dispose();
}
