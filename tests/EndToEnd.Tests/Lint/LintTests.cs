using Berth.Counterparts;
using Berth.EndToEnd.Tests.Audit;

namespace Berth.EndToEnd.Tests.Lint;

public sealed class LintTests : IDisposable
{
    readonly House house = new();
    readonly Repository repository = new();

    Findings Lint(params IReadOnlyList<string> words) => Findings.Of(house.Run(["lint", repository.Folder.Path, "--json", .. words]));

    [Fact]
    public void Every_finding_stands_at_its_place()
    {
        string[] expected =
        [
            "bind-all Procfile:1:41",
            "bind-all apps/admin/package.json:4:18",
            "bind-all apps/shop/package.json:4:25",
            "bind-all apps/site/vite.config.ts:6:11",
            "bind-all compose.yaml:5:9",
            "port-blocked .env:2:6",
            "port-clash apps/shop/package.json:4:25",
            "port-ephemeral services/api/Properties/launchSettings.json:4:49",
        ];
        Assert.Equal(expected, Lint().All.Select(one => $"{one.Rule} {one.Position}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_runs_elsewhere_on_a_declared_port_is_named()
    {
        house.Net.StartIn("/", Python.Path, "-c", $"{Python.Prelude}s = listen('127.0.0.1', 5174); ready(); wait()");
        var taken = Lint().Only("port-taken");
        Assert.Equal("apps/site/vite.config.ts:6:11", taken.Position);
        Assert.Contains("127.0.0.1:5174", taken.Evidence);
    }

    [Fact]
    public void What_runs_in_the_repository_is_meant_to()
    {
        house.Net.StartIn(repository.Folder.At("apps", "site"), Python.Path, "-c", $"{Python.Prelude}s = listen('127.0.0.1', 5174); ready(); wait()");
        Lint().None("port-taken");
    }

    [Fact]
    public void People_read_file_line_and_column_and_programs_the_code()
    {
        var result = house.Run("lint", repository.Folder.Path);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("port-clash  apps/shop/package.json:4:25", result.Output);
        Assert.Contains("apps/admin and apps/shop both want port 3000", result.Output);
        Assert.Equal(9, Lint("--fail-on", "medium").ExitCode);
        Assert.Equal(0, Lint("--fail-on", "critical").ExitCode);
        Assert.Equal(2, house.Run("lint", repository.Folder.At("nothing")).ExitCode);
    }

    [Fact]
    public void Sarif_is_what_its_schema_says()
    {
        var results = Sarif.Valid(house.Run("lint", repository.Folder.Path, "--sarif"), house);
        var clash = Assert.Single(results, one => one.GetProperty("ruleId").GetString() == "port-clash").GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("apps/shop/package.json", clash.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal((4, 25), (clash.GetProperty("region").GetProperty("startLine").GetInt32(), clash.GetProperty("region").GetProperty("startColumn").GetInt32()));
    }

    [Fact]
    public void What_was_known_or_is_accepted_does_not_fail()
    {
        var baseline = house.Net.Home.At("baseline.json");
        File.WriteAllText(baseline, house.Run("lint", repository.Folder.Path, "--json").Output);
        Assert.Equal(0, Lint("--baseline", baseline, "--fail-on", "info").ExitCode);
        repository.Write("berth.yaml", "accept:\n  - rule: bind-all\n    who: ann\n    reason: shown on phones\n");
        Assert.All(Lint().All, one => Assert.Equal(one.Rule == "bind-all", one.IsAccepted));
    }

    [Fact]
    public void A_clean_repository_has_nothing()
    {
        using var clean = new TemporaryFolder();
        File.WriteAllText(clean.At("package.json"), "{ \"scripts\": { \"dev\": \"vite --port 5173\", \"build\": \"vite build\" } }");
        var result = house.Run("lint", clean.Path);
        Assert.Equal((0, "Nothing found. Looked at 1 mention of ports in 1 file.\n"), (result.ExitCode, result.Output));
    }

    public void Dispose()
    {
        repository.Dispose();
        house.Dispose();
    }
}
