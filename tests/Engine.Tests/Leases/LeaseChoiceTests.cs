using Berth.Engine.Leases;
using Berth.Model.Addressing;
using Berth.Model.Leases;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Engine.Tests.Leases;

public class LeaseChoiceTests
{
    static readonly LeaseKey key = new("/code/shop", "api", "http");

    static IEnumerable<Port> Candidates(LeaseKey of, Port? preferred = null, Port? current = null, params Port[] leased) =>
        LeaseChoice.Candidates(of, preferred, current, leased.Contains);

    [Fact]
    public void Every_port_of_the_range_comes_once_whatever_the_key() => Prop.ForAll<string, string>((root, service) =>
    {
        var all = Candidates(new LeaseKey(root ?? "", service ?? "", "http")).ToList();
        return all.Count == 10_000 && all.Distinct().Count() == 10_000 && all.TrueForAll(LeaseChoice.Range.Contains);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_key_has_the_same_ports_and_another_checkout_others()
    {
        Assert.Equal(Candidates(key).Take(20), Candidates(key).Take(20));
        foreach (var other in (LeaseKey[])[key with { Root = "/code/shop-fix" }, key with { Service = "web" }, key with { PortName = "admin" }])
            Assert.NotEqual(Candidates(key).Take(20), Candidates(other).Take(20));
    }

    [Fact]
    public void A_preferred_port_comes_first_then_the_one_that_it_has()
    {
        Assert.Equal([new Port(3000), new Port(21_234)], Candidates(key, new Port(3000), new Port(21_234)).Take(2));
        Assert.Equal([new Port(21_234)], Candidates(key, null, new Port(21_234)).Take(1));
        Assert.Single(Candidates(key, new Port(21_234), new Port(21_234)), new Port(21_234));
    }

    [Fact]
    public void A_port_of_another_lease_is_left_out()
    {
        var first = Candidates(key).First();
        Assert.DoesNotContain(first, Candidates(key, null, null, first));
        Assert.Equal(new Port(21_234), Candidates(key, new Port(3000), new Port(21_234), new Port(3000)).First());
    }

    [Theory]
    [InlineData(6000, "browsers open no page at port 6000 (the WHATWG's list of bad ports)")]
    [InlineData(0, "port 0 is no port: it asks the system to choose")]
    [InlineData(3000, null)]
    public void What_nobody_should_have_is_refused_with_its_reason(int port, string? reason) => Assert.Equal(reason, LeaseChoice.Refusal(new Port((ushort)port)));

    [Fact]
    public void No_port_of_the_range_is_one_that_nobody_should_have() =>
        Assert.All(Candidates(key), port => Assert.Null(LeaseChoice.Refusal(port)));
}
