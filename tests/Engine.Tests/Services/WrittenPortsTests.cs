using Berth.Engine.Services;
using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Engine.Tests.Services;

public class WrittenPortsTests
{
    static ServiceDefinition Service(string name, string? variable = null, params EnvironmentEntry[] environment) => new(name, new ServiceCommand([name], null))
    {
        Directory = "/p", Ports = [new PortDefinition("http", null) { Variable = variable }], Environment = environment,
    };

    static ProjectDefinition Project(string file, params ServiceDefinition[] services) =>
        new("p", "/p", $"/p/{file}") { Services = services, EnvironmentFiles = [new EnvironmentFile("/p/.env", false)] };

    static string Ports(ProjectDefinition project, string env, Dictionary<string, string>? caller = null) =>
        string.Join(' ', WrittenPorts.Apply(project, new Dictionary<string, string?> { ["/p/.env"] = env }, caller ?? []).Services
            .Select(static service => service.Ports is [var port] ? $"{port.Number?.ToString() ?? "auto"}{(port.IsFixed ? "!" : "")}" : "-"));

    // The .env beside a Procfile, and the ports of its processes; foreman counts in hundreds.
    [Theory]
    [InlineData("PORT=3003", "3003 3103")]
    [InlineData("PORT=\"3003\"\nLOG=debug", "3003 3103")]
    [InlineData("PORT=65500", "65500 auto")]
    [InlineData("PORT=soon", "auto auto")]
    [InlineData("PORT=6000", "auto auto")]
    [InlineData("LOG=debug", "auto auto")]
    public void A_port_beside_a_Procfile_is_preferred(string env, string ports) =>
        Assert.Equal(ports, Ports(Project("Procfile", Service("web"), Service("api")), env));

    [Theory]
    [InlineData("PORT=3003", "3003 auto")]
    [InlineData("API_PORT=8099", "auto 8099")]
    public void In_a_berth_yaml_a_shared_value_is_that_of_the_first_service_with_a_port(string env, string ports) =>
        Assert.Equal(ports, Ports(Project("berth.yaml", Service("web"), Service("api", "API_PORT")), env));

    [Fact]
    public void What_env_sets_is_the_port()
    {
        Assert.Equal("4000!", Ports(Project("berth.yaml", Service("web", null, new EnvironmentEntry("PORT", "4000"))), "PORT=3003"));
        Assert.Equal("8099!", Ports(Project("berth.yaml", Service("web", null, new EnvironmentEntry("PORT", "${API_PORT:-}"))), "API_PORT=8099"));
        Assert.Equal("7000!", Ports(Project("berth.yaml", Service("web", null, new EnvironmentEntry("PORT", "${MINE}"))), "", new() { ["MINE"] = "7000" }));
        Assert.Equal("auto", Ports(Project("berth.yaml", Service("web", null, new EnvironmentEntry("PORT", "${port}"))), ""));
    }

    [Fact]
    public void A_number_of_the_file_stays()
    {
        var project = Project("berth.yaml", Service("web") with { Ports = [new PortDefinition("http", new Port(3000))] });
        Assert.Equal("3000", Ports(project, "PORT=4000"));
    }

    [Fact]
    public void A_value_that_gives_way_is_told()
    {
        var service = Service("web");
        var files = new Dictionary<string, string?> { ["/p/.env"] = "PORT=3003\nHOST=0.0.0.0\nLOG=debug" };
        Assert.Equal(["PORT=3003 of .env is not what it is given: PORT=21000", "HOST=0.0.0.0 of .env is not what it is given: HOST=127.0.0.1"],
            WrittenPorts.Replaced(Project("Procfile", service), service, files, new Dictionary<string, string> { ["PORT"] = "21000", ["HOST"] = "127.0.0.1", ["LOG"] = "info" }));
        Assert.Empty(WrittenPorts.Replaced(Project("Procfile", service), service, files, new Dictionary<string, string> { ["PORT"] = "3003", ["HOST"] = "0.0.0.0" }));
    }
}
