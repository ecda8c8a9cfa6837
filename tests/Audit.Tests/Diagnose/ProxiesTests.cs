using Berth.Audit.Diagnose.Causes;
using Berth.Engine.Targets;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Tests.Diagnose;

public class ProxiesTests
{
    [Theory]
    [InlineData("localhost:3000", "localhost", true)]
    [InlineData("localhost:3000", "example.com, localhost", true)]
    [InlineData("localhost:3000", "LOCALHOST", true)]
    [InlineData("localhost:3000", "localhost:3000", true)]
    [InlineData("localhost:3000", "localhost:4000", false)]
    [InlineData("localhost:3000", "*", true)]
    [InlineData("localhost:3000", "host", false)]
    [InlineData("localhost:3000", "127.0.0.1", false)]
    [InlineData("localhost:3000", "", false)]
    [InlineData("localhost:3000", null, false)]
    [InlineData("shop.localhost:3000", "localhost", true)]
    [InlineData("shop.localhost:3000", ".localhost", true)]
    [InlineData("shop.localhost:3000", "*.localhost", true)]
    [InlineData("127.0.0.1:3000", "127.0.0.1", true)]
    [InlineData("127.0.0.1:3000", "127.0.0.0/8", true)]
    [InlineData("127.0.0.1:3000", "127.0.0.1:3000", true)]
    [InlineData("127.0.0.1:3000", "10.0.0.0/8", false)]
    [InlineData("127.0.0.1:3000", "127.0.0.0/99", false)]
    [InlineData("127.0.0.1:3000", "localhost", false)]
    [InlineData("[::1]:3000", "::1", true)]
    [InlineData("[::1]:3000", "::/127", true)]
    public void Exceptions_are_read_as_clients_read_them(string target, string? exceptions, bool excepted) =>
        Assert.Equal(excepted, Proxies.IsExcepted(DiagnosisTargets.Of(TargetParser.Parse(target).Target!)!, exceptions));

    [Fact]
    public void A_variable_of_the_scheme_goes_before_that_of_all()
    {
        var both = new ProxySettings([new ProxyVariable("http_proxy", "a"), new ProxyVariable("ALL_PROXY", "b")], null);
        Assert.Equal(["a"], Proxies.For(isTls: false, both).Select(one => one.Value));
        Assert.Equal(["b"], Proxies.For(isTls: true, both).Select(one => one.Value));
    }
}
