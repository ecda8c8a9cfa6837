using Berth.Audit.Findings;
using Berth.Audit.Lint;
using Berth.Audit.Lint.Contract;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Repository;
using Berth.Model.Services;
using Berth.Model.Sockets;
using Berth.Worlds;

namespace Berth.Audit.Tests.Lint;

public class LinterTests
{
    static PortDeclaration Listens(string unit, int port, string? address = null, bool implied = false, bool browsers = true) => new()
    {
        Path = $"{unit}/package.json", Line = 3, Column = 12, Kind = DeclarationKind.Listens, Unit = unit, Ports = PortRange.Of(port, port),
        Address = address is null ? null : Sockets.Address(address), IsImplied = implied, IsForBrowsers = browsers, Text = $"vite --port {port}",
    };

    static PortDeclaration Publishes(int port, string? address = null) =>
        Listens("compose:web", port, address, browsers: false) with { Kind = DeclarationKind.Publishes, Path = "compose.yaml" };

    static PortDeclaration Inside(int port, string text) => Listens("web", port) with { Kind = DeclarationKind.Inside, Text = text };

    static string[] Found(params PortDeclaration[] declarations) => Found(new World(), declarations);

    static string[] Found(World world, params PortDeclaration[] declarations) =>
        [.. Linter.Run(new LintFacts("/home/ada/shop", declarations, world.Snapshot())).Select(static finding => $"{finding.Severity.Name()} {finding.Rule}: {finding.Title}")];

    [Fact]
    public void Two_units_that_want_one_port_clash() =>
        Assert.Equal(["medium port-clash: web and api both want port 3000"], Found(Listens("web", 3000), Listens("api", 3000)));

    [Fact]
    public void A_default_that_nobody_wrote_clashes_less_surely() =>
        Assert.Equal(["low port-clash: web and api both want port 3000"], Found(Listens("web", 3000, implied: true), Listens("api", 3000)));

    [Fact]
    public void A_clash_is_one_finding_with_all_its_places()
    {
        PortDeclaration[] wanted = [Listens("web", 3000), Listens("api", 3000), Listens("api", 3000, implied: true), Listens("docs", 3000), Listens("admin", 3001)];
        var clash = Assert.Single(Linter.Run(new LintFacts("/home/ada/shop", wanted, new World().Snapshot())));
        Assert.Equal("3 parts want port 3000: web, api, docs", clash.Title);
        Assert.Equal(["web/package.json:3: vite --port 3000", "api/package.json:3: vite --port 3000", "api/package.json:3: vite --port 3000", "docs/package.json:3: vite --port 3000"],
            clash.Evidence.Select(static one => one.Text));
    }

    [Fact]
    public void What_never_runs_together_does_not_clash()
    {
        var web = Listens("web", 3000);
        Assert.Empty(Found(Of("Procfile", "web", 3000), Of("Procfile.dev", "dev", 3000)));
        Assert.Empty(Found(Publishes(3000, "127.0.0.1") with { Unit = "compose:a", Profiles = ["test"] }, Publishes(3000, "127.0.0.1") with { Unit = "compose:b" }));
        Assert.Empty(Found(web, Publishes(3000, "127.0.0.1") with { BuiltFrom = "web" }));
        Assert.Empty(Found(web with { Path = "a/.env", IsSetting = true }, Of("a/Procfile", "web", 3000)));
        Assert.NotEmpty(Found(web with { Path = "b/.env", IsSetting = true }, Of("a/Procfile", "web", 3000)));

        static PortDeclaration Of(string path, string name, int port) => Listens($"{path}:{name}", port) with { Path = path, Choice = new FileChoice("Procfile", path) };
    }

    [Fact]
    public void Two_containers_of_one_folder_run_side_by_side() => Assert.Equal(
        ["medium port-clash: compose:web and compose:admin both want port 8080"],
        Found(Publishes(8080, "127.0.0.1") with { BuiltFrom = "web" }, Publishes(8080, "127.0.0.1") with { BuiltFrom = "web", Unit = "compose:admin" }));

    [Fact]
    public void One_service_cannot_publish_a_port_twice() => Assert.Equal(
        ["medium port-clash: compose:web publishes port 8000 twice"],
        Found(Publishes(8000, "127.0.0.1"), Publishes(8000) with { Line = 9 }).Where(static one => one.Contains("port-clash", StringComparison.Ordinal)));

    [Fact]
    public void A_range_is_one_thing_in_every_sentence()
    {
        var range = Publishes(40000) with { Ports = PortRange.Of(40000, 40010) };
        Assert.Equal(
            [
                "medium bind-all: compose:web publishes ports 40000-40010 on all interfaces",
                "medium port-clash: compose:web and api both want port 40005",
                "low port-ephemeral: Port 40005 is one that this system hands out by itself (32768-60999)",
                "low port-ephemeral: Ports 40000-40010 are some that this system hands out by itself (32768-60999)",
            ],
            Found(range, Listens("api", 40005)).Order(StringComparer.Ordinal).OrderByDescending(static one => one[0]));
    }

    [Fact]
    public void Many_declarations_are_looked_at_once_each()
    {
        var many = Enumerable.Range(0, 50_000).Select(static i => Listens($"part-{i}", 1 + i % 32_000, "127.0.0.1")).ToArray();
        Assert.Equal(18_000, Found(many).Count(static one => one.Contains("port-clash", StringComparison.Ordinal)));
        Assert.Single(Found([.. many.Select(static one => one with { Ports = PortRange.Of(3000, 3000) })]));
    }

    [Fact]
    public void One_unit_may_say_its_port_twice() => Assert.Empty(Found(Listens("web", 3000), Listens("web", 3000)));

    [Fact]
    public void Two_loopback_addresses_do_not_clash() => Assert.Empty(Found(Listens("web", 3000, "127.0.0.1"), Listens("api", 3000, "127.0.0.2")));

    [Fact]
    public void A_port_that_something_else_holds_now_is_told()
    {
        var world = new World();
        world.Listen("127.0.0.1:3000", world.Process(500, "grafana"));
        Assert.Equal(["low port-taken: Port 3000 is held by grafana now"], Found(world, Listens("web", 3000)));
    }

    [Fact]
    public void The_repositorys_own_service_may_hold_its_port()
    {
        var world = new World();
        world.Listen("127.0.0.1:3000", world.Process(500, "node", project: World.Shop));
        Assert.Empty(Found(world, Listens("web", 3000)));
    }

    [Theory]
    [InlineData(40000, "low port-ephemeral: Port 40000 is one that this system hands out by itself (32768-60999)")]
    [InlineData(61500, "low port-ephemeral: Port 61500 is one that Windows and macOS hand out by themselves (49152-65535)")]
    public void A_port_that_systems_hand_out_is_told(int port, string expected) => Assert.Equal([expected], Found(Listens("web", port)));

    [Fact]
    public void A_port_that_browsers_refuse_is_told()
    {
        Assert.Equal(["medium port-blocked: Browsers refuse to open port 6000"], Found(Listens("web", 6000)));
        Assert.Equal(["info port-blocked: Browsers refuse to open port 6000"], Found(Listens("web", 6000, browsers: false)));
        Assert.Empty(Found(Listens("web", 6000) with { Protocol = Protocol.Udp }));
    }

    // As bad as the audit calls it when it runs.
    [Fact]
    public void An_inspector_that_is_open_to_everybody_is_as_bad_as_it_will_be_when_it_runs()
    {
        var inspector = Listens("web", 9229, "0.0.0.0") with { Text = "node --inspect=0.0.0.0:9229 x.js" };
        Assert.StartsWith("critical bind-all: web opens Node's inspector", Assert.Single(Found(inspector)));
        Assert.Equal(Severity.Critical, Berth.Audit.Catalogue.RuleCatalogue.All.Single(static rule => rule.Info.Id == "debug-node").Info.Severity.Outside);
        Assert.StartsWith("medium bind-all", Assert.Single(Found(inspector with { Ports = PortRange.Of(3000, 3000), Text = "node --inspect=9229 x.js --host 0.0.0.0 --port 3000" })));
    }

    [Fact]
    public void A_bind_to_everything_is_told()
    {
        Assert.Equal(["medium bind-all: web listens on all interfaces"], Found(Listens("web", 3000, "0.0.0.0")));
        Assert.Equal(["medium bind-all: compose:web publishes port 8080 on all interfaces"], Found(Publishes(8080)));
        Assert.Empty(Found(Publishes(8080, "127.0.0.1"), Listens("api", 3000), Listens("db", 3001, "::1")));
    }

    [Fact]
    public void A_published_port_that_the_image_does_not_expose_is_told()
    {
        Assert.Equal(["low publish-mismatch: The container's port 80 is published, the Dockerfile exposes 3000"], Found(Inside(80, "ports: 8080:80"), Inside(3000, "EXPOSE 3000")));
        Assert.Empty(Found(Inside(80, "ports: 8080:80"), Inside(80, "EXPOSE 80")));
        Assert.Empty(Found(Inside(80, "ports: 8080:80")));
        Assert.Empty(Found(Inside(9229, "ports: 9229:9229"), Inside(3000, "EXPOSE 3000")));
        Assert.Single(Found(Inside(80, "ports: 8080:80") with { Unit = "compose:web", BuiltFrom = "web" }, Inside(3000, "EXPOSE 3000")));
    }

    [Fact]
    public void A_finding_has_its_place_and_keeps_its_name_when_lines_move()
    {
        var facts = new LintFacts("/home/ada/shop", [Listens("web", 3000, "0.0.0.0")], new World().Snapshot());
        var one = Assert.Single(Linter.Run(facts));
        Assert.Equal(new SourcePosition("web/package.json", 3, 12), one.Position);
        var moved = Assert.Single(Linter.Run(facts with { Declarations = [Listens("web", 3000, "0.0.0.0") with { Line = 9, Column = 1 }] }));
        Assert.Equal(one.Fingerprint, moved.Fingerprint);
    }

    [Fact]
    public void Every_rule_says_what_it_is_and_what_to_do()
    {
        foreach (var rule in Linter.Rules.Select(static rule => rule.Info))
            foreach (var text in (string[])[rule.Sees, rule.Why, rule.Fix]) Assert.True(text.EndsWith('.') && text.Length > 15, $"{rule.Id}: {text}");
    }
}
