using Berth.Engine.Services;
using Berth.Engine.Templates;
using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Engine.Tests.Services;

public class ServiceLaunchesTests
{
    static readonly InetAddress own = InetAddress.V4(0x7f4d0c22); // 127.77.12.34

    static ServiceDefinition Service(string name, string run, params PortDefinition[] ports) =>
        new(name, CommandText.Read(run, leavesVariables: false, out _)!) { Directory = "/shop", Ports = ports };

    static PortDefinition Http(string name = "http") => new(name, null) { Scheme = "http" };

    static ServiceEndpoint At(string name, ushort port, string? scheme = "http", string host = "127.0.0.1") => new(name, host, own, new Port(port), Protocol.Tcp, scheme);

    static readonly ProjectDefinition shop = new("shop", "/shop", "/shop/berth.yaml")
    {
        Services =
        [
            Service("web", "serve ${port}", Http()),
            Service("api", "api", Http(), Http("admin")),
            Service("db-main", "postgres", new PortDefinition("sql", null)),
            Service("worker", "work"),
        ],
    };

    static readonly Dictionary<string, IReadOnlyList<ServiceEndpoint>> endpoints = new()
    {
        ["web"] = [At("http", 20001)], ["api"] = [At("http", 20002), At("admin", 20003)], ["db-main"] = [At("sql", 20004, scheme: null)],
    };

    static LaunchResult Resolve(ProjectDefinition project, string service, Dictionary<string, string>? caller = null, Dictionary<string, string?>? files = null) =>
        ServiceLaunches.Resolve(project, service, endpoints, caller ?? [], files ?? []);

    static ProjectDefinition With(ServiceDefinition service) => shop with { Services = [service, .. shop.Services.Where(one => one.Name != service.Name)] };

    static ProjectDefinition Environment(params (string Name, string Value)[] entries) =>
        With(Service("web", "serve", Http()) with { Environment = [.. entries.Select(entry => new EnvironmentEntry(entry.Name, entry.Value))] });

    [Theory]
    [InlineData("docker", "DOCKER_HOST")]
    [InlineData("http", "HTTP_HOST")]
    [InlineData("server", "SERVER_PORT")]
    [InlineData("kubernetes-service", "KUBERNETES_SERVICE_HOST")]
    public void A_variable_that_programs_obey_is_never_made_up(string name, string variable)
    {
        var project = shop with { Services = [Service("web", "serve"), Service(name, "serve", Http())] };
        var made = ServiceEnvironment.Of(name, [At("http", 20009)]).Select(static one => one.Name).ToArray();
        Assert.DoesNotContain(variable, made);
        Assert.NotEmpty(made);
        var environment = ServiceLaunches.Resolve(project, "web", new Dictionary<string, IReadOnlyList<ServiceEndpoint>> { [name] = [At("http", 20009)] }, new Dictionary<string, string>(), new Dictionary<string, string?>()).Launch!.Environment;
        Assert.False(environment.ContainsKey(variable));
    }

    [Fact]
    public void A_service_is_told_its_ports_and_those_of_the_others()
    {
        var environment = Resolve(shop, "web").Launch!.Environment;
        Assert.Equal(
            "API_ADMIN_PORT=20003 API_ADMIN_URL=http://127.0.0.1:20003 API_HOST=127.0.0.1 API_PORT=20002 API_URL=http://127.0.0.1:20002 BERTH_PROJECT=shop BERTH_SERVICE=web "
            + "DB_MAIN_HOST=127.0.0.1 DB_MAIN_PORT=20004 HOST=127.0.0.1 PORT=20001",
            string.Join(' ', environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Equal("20003", Resolve(shop, "api").Launch!.Environment["ADMIN_PORT"]);
    }

    [Fact]
    public void A_service_without_ports_is_given_no_port_of_its_own()
    {
        var environment = Resolve(shop, "worker", new() { ["PORT"] = "1" }).Launch!.Environment;
        Assert.Equal("1", environment["PORT"]);
        Assert.False(environment.ContainsKey("HOST"));
    }

    [Theory]
    [InlineData("${api.url}/v1", "http://127.0.0.1:20002/v1")]
    [InlineData("${api.admin.port}", "20003")]
    [InlineData("${db-main.host}:${db-main.port}", "127.0.0.1:20004")]
    [InlineData("${port} ${host} ${url}", "20001 127.0.0.1 http://127.0.0.1:20001")]
    [InlineData("$NAME ${NAME} ${NONE:-x} ${EMPTY:-y} ${EMPTY} $$NAME 5$", "ada ada x y  $NAME 5$")]
    [InlineData("$PORT", "20001")]
    public void A_template_is_filled_in(string template, string value) =>
        Assert.Equal(value, Resolve(Environment(("X", template)), "web", new() { ["NAME"] = "ada", ["EMPTY"] = "" }).Launch!.Environment["X"]);

    [Theory]
    [InlineData("${apj.url}", "`${apj.url}`: there is no service apj; did you mean `api`?")]
    [InlineData("${api.admn.url}", "`${api.admn.url}`: api has no port admn; did you mean `admin`?")]
    [InlineData("${db-main.url}", "`${db-main.url}`: port sql of db-main has no scheme, so no URL. Give it one: `scheme: http`")]
    [InlineData("${worker.port}", "`${worker.port}`: worker has no port. Give it one: `port: auto`")]
    [InlineData("${NONE}", "`${NONE}` is not set. Set it, or say what stands for it: ${NONE:-default}")]
    [InlineData("${", "`${` has no `}` after it; write $$ for a $")]
    public void What_cannot_be_filled_in_is_a_problem(string template, string said)
    {
        var result = Resolve(Environment(("X", template)), "web");
        Assert.Null(result.Launch);
        Assert.Equal([said], result.Problems);
    }

    [Fact]
    public void An_own_port_comes_before_a_service_of_that_name()
    {
        var project = shop with { Services = [.. shop.Services, Service("admin", "x", Http())] };
        var launch = Resolve(project with { Services = [.. project.Services.Where(one => one.Name != "api"), Service("api", "api ${admin.port}", Http(), Http("admin"))] }, "api").Launch!;
        Assert.Equal(["api", "20003"], launch.Command);
    }

    [Fact]
    public void Each_entry_may_use_the_ones_before_it()
    {
        var project = Environment(("PATH", "/shop/bin:${PATH}"), ("A", "1"), ("B", "${A}2")) with { Environment = [new("A", "0"), new("C", "$A")] };
        var environment = Resolve(project, "web", new() { ["PATH"] = "/bin" }).Launch!.Environment;
        Assert.Equal(("/shop/bin:/bin", "12", "0"), (environment["PATH"], environment["B"], environment["C"]));
    }

    [Fact]
    public void What_the_user_set_is_kept_but_ports_are_what_they_are()
    {
        var project = With(Service("web", "serve", Http()) with { EnvironmentFiles = [new("/shop/.env", true)], Environment = [new("HOST", "0.0.0.0")] });
        var environment = Resolve(project, "web", new() { ["API_URL"] = "https://staging", ["PORT"] = "1" }, new() { ["/shop/.env"] = "PORT=3000\nDB_MAIN_HOST=elsewhere\nHOST=x" }).Launch!.Environment;
        Assert.Equal(("https://staging", "20001", "elsewhere", "0.0.0.0"), (environment["API_URL"], environment["PORT"], environment["DB_MAIN_HOST"], environment["HOST"]));
    }

    [Fact]
    public void What_another_berth_gave_the_caller_is_not_kept() =>
        Assert.Equal("http://127.0.0.1:20002", Resolve(shop, "web", new() { ["API_URL"] = "http://127.0.0.1:1", ["BERTH_PROJECT"] = "other" }).Launch!.Environment["API_URL"]);

    [Fact]
    public void A_later_file_wins_and_a_missing_one_is_told()
    {
        var service = Service("web", "serve", Http()) with { EnvironmentFiles = [new("/shop/a", true), new("/shop/b", false), new("/shop/c", true)] };
        Assert.Equal("2", Resolve(With(service), "web", files: new() { ["/shop/a"] = "A=1", ["/shop/b"] = null, ["/shop/c"] = "A=2" }).Launch!.Environment["A"]);
        Assert.Equal(["the environment file /shop/a is not there. Make it, or say `required: false`", "/shop/c:2: is no NAME=value line"],
            Resolve(With(service), "web", files: new() { ["/shop/c"] = "A=2\n???" }).Problems);
    }

    [Fact]
    public void A_shell_finds_references_in_variables_and_no_value_in_its_text()
    {
        var launch = Resolve(With(Service("web", "curl ${api.url}/$X | tee ${port} ${NAME}", Http())), "web").Launch!;
        Assert.Equal(["/bin/sh", "-c", "curl ${BERTH_API_URL}/$X | tee ${BERTH_PORT} ${NAME}"], launch.Command);
        Assert.Equal(("http://127.0.0.1:20002", "20001"), (launch.Environment["BERTH_API_URL"], launch.Environment["BERTH_PORT"]));
    }

    [Fact]
    public void A_value_is_one_word_and_never_read_again()
    {
        var launch = Resolve(With(Service("web", "say $X", Http())), "web", new() { ["X"] = "a b; $(rm) ${api.url} '" }).Launch!;
        Assert.Equal(["say", "a b; $(rm) ${api.url} '"], launch.Command);
    }

    [Fact]
    public void The_command_that_asks_for_readiness_is_filled_in_too()
    {
        var service = Service("web", "serve", Http()) with { Ready = new Readiness(ReadyKind.Exec) { Command = new ServiceCommand(["check", "${port}"], null) } };
        Assert.Equal(["check", "20001"], Resolve(With(service), "web").Launch!.ReadyCommand!);
    }

    [Fact]
    public void A_shell_in_the_project_is_given_all_services()
    {
        var problems = new List<string>();
        var environment = ServiceEnvironment.Of(shop with { Environment = [new("ME", "${web.url}")] }, null, endpoints, new Dictionary<string, string>(), new Dictionary<string, string?>(), problems);
        Assert.Empty(problems);
        Assert.Equal(("http://127.0.0.1:20001", "20002", "http://127.0.0.1:20001"), (environment["WEB_URL"], environment["API_PORT"], environment["ME"]));
        Assert.False(environment.ContainsKey("PORT"));
    }

    [Fact]
    public void A_server_that_does_not_read_PORT_is_told_in_its_words()
    {
        var result = ServiceLaunches.Resolve(
            With(Service("web", "npm run dev", Http())), "web", endpoints, new Dictionary<string, string>(), new Dictionary<string, string?>(),
            (folder, script) => (folder, script) == ("/shop", "dev") ? "vite" : null);
        Assert.Equal(["npm", "run", "dev", "--", "--port", "20001", "--host", "127.0.0.1", "--strictPort"], result.Launch!.Command);
        Assert.Equal(["vite", "--port", "20001"], Resolve(With(Service("web", "vite --port ${port}", Http())), "web").Launch!.Command);
        Assert.Equal(["vite"], Resolve(With(Service("worker", "vite")), "worker").Launch!.Command);
    }

    [Fact]
    public void A_variable_that_the_user_set_is_not_overridden_by_what_a_framework_wants()
    {
        var service = Service("web", "./mvnw spring-boot:run", Http()) with { Environment = [new("SERVER_PORT", "1")] };
        var environment = Resolve(With(service), "web").Launch!.Environment;
        Assert.Equal(("1", "127.0.0.1"), (environment["SERVER_PORT"], environment["SERVER_ADDRESS"]));
    }

    [Fact]
    public void Inside_a_localhost_of_its_own_a_server_binds_the_address_and_clients_use_the_name()
    {
        var launch = ServiceLaunches.Resolve(shop, "web", new Dictionary<string, IReadOnlyList<ServiceEndpoint>> { ["web"] = [At("http", 3000, host: "localhost")] }, new Dictionary<string, string>(), new Dictionary<string, string?>()).Launch!;
        Assert.Equal("127.0.0.1", launch.Environment["HOST"]);
        Assert.Equal("http://localhost:3000", launch.Endpoints[0].Url);
    }
}
