using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Protocols;

namespace Berth.Engine.Tests.Listing;

public class SpeechTests
{
    [Theory]
    [InlineData("http", false, "nginx", "1.22.1", "http nginx 1.22.1")]
    [InlineData("http", true, "nginx", null, "https nginx")]
    [InlineData("redis", false, "Redis", "7.0.15", "redis 7.0.15")]
    [InlineData("tls", true, null, null, "tls")]
    [InlineData("smtp", true, null, null, "smtp over tls")]
    [InlineData("ssh", false, "OpenSSH", "9.2p1", "ssh OpenSSH 9.2p1")]
    [InlineData("http", false, "x", "a version that is a whole sentence", "http x")]
    public void What_it_speaks_is_a_few_words(string protocol, bool isTls, string? product, string? version, string expected) =>
        Assert.Equal(expected, new Speech(Facts(protocol, isTls) with { Product = product, Version = version }, null).Text);

    [Theory]
    [InlineData(22, "ssh", false, null)]
    [InlineData(22, "http", false, "port 22 is usually ssh")]
    [InlineData(5432, "redis", false, "port 5432 is usually postgresql")]
    [InlineData(443, "http", true, null)]
    [InlineData(443, "http", false, "port 443 is usually https")]
    [InlineData(80, "http", true, "port 80 is usually http")]
    [InlineData(3000, "ssh", false, null)] // anything may be there
    public void A_port_that_is_known_for_another_protocol_is_told(int port, string protocol, bool isTls, string? expected) =>
        Assert.Equal(expected, new Speech(Facts(protocol, isTls), null).Surprise(new Port((ushort)port)));

    [Fact]
    public void What_is_not_recognised_surprises_nobody()
    {
        var silent = new Speech(new ProtocolFacts { Endpoint = default, Outcome = ProbeOutcome.Silent, Evidence = "" }, null);
        Assert.Equal((null, null, "it accepted and said nothing"), (silent.Text, silent.Surprise(new Port(22)), silent.Silence));
    }

    static ProtocolFacts Facts(string protocol, bool isTls) => new() { Endpoint = default, Outcome = ProbeOutcome.Recognised, Protocol = protocol, IsTls = isTls, Evidence = "" };
}
