using Berth.Engine.Services;
using Berth.Model.Services;

namespace Berth.Engine.Tests.Services;

public class StartOrderTests
{
    static ServiceDefinition Service(string name, params string[] needs) => new(name, new ServiceCommand([name], null)) { Directory = "/", Needs = [.. needs.Select(need => new Need(need, NeedLevel.Ready))] };

    static readonly ProjectDefinition shop = new("shop", "/shop", "/shop/berth.yaml")
    {
        Services = [Service("web", "api"), Service("api", "db", "cache"), Service("db"), Service("cache"), Service("mail") with { Profiles = ["mail"] }],
    };

    static string[] Chosen(string[] asked, params string[] profiles) => [.. StartOrder.Chosen(shop, asked, profiles).Select(service => service.Name)];

    [Fact]
    public void All_start_but_those_that_a_profile_keeps_back()
    {
        Assert.Equal(["web", "api", "db", "cache"], Chosen([]));
        Assert.Equal(["web", "api", "db", "cache", "mail"], Chosen([], "mail"));
    }

    [Fact]
    public void One_that_is_asked_for_brings_what_it_needs_and_nothing_else()
    {
        Assert.Equal(["api", "db", "cache"], Chosen(["api"]));
        Assert.Equal(["mail"], Chosen(["mail"]));
        Assert.Equal(["db", "mail"], Chosen(["db"], "mail"));
    }

    [Fact]
    public void Who_needs_a_service_directly_or_not_ends_before_it()
    {
        Assert.Equal(["api", "web"], StartOrder.Dependents(shop, "db").Order());
        Assert.Empty(StartOrder.Dependents(shop, "web"));
    }

    [Fact]
    public void A_circle_is_told_in_its_order()
    {
        Assert.Null(StartOrder.Cycle(shop));
        Assert.Equal(["b", "c", "b"], StartOrder.Cycle(shop with { Services = [Service("a", "b"), Service("b", "c"), Service("c", "b")] }));
        Assert.Equal(["a", "a"], StartOrder.Cycle(shop with { Services = [Service("a", "a")] }));
    }
}
