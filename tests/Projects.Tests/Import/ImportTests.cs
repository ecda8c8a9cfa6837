using Berth.Projects.Configuration;
using Berth.Projects.Import;
using Berth.Projects.Yaml;

namespace Berth.Projects.Tests.Import;

/// <summary>Every folder of Cases/ with the berth.yaml that is made of it, and what the person is told. BERTH_UPDATE_GOLDEN=1 writes these anew.</summary>
public class ImportTests
{
    const string Folder = "tests/Projects.Tests/Import/Cases";

    public static TheoryData<string> Cases => [.. Directory.EnumerateDirectories(Path.Combine(Checkout.Root, Folder)).Select(static path => Path.GetFileName(path)).Order()];

    [Theory, MemberData(nameof(Cases))]
    public void What_is_brought_in_loads_without_problems(string name)
    {
        var folder = Path.Combine(Checkout.Root, Folder, name);
        List<YamlProblem> problems = [];
        var draft = name[..name.IndexOf('-')] switch
        {
            "procfile" => ProcfileImport.Read("Procfile", SourceFile.Read(Path.Combine(folder, "Procfile"))!, File.Exists(Path.Combine(folder, ".env")), problems),
            "process" => ProcessComposeImport.Read("process-compose.yaml", SourceFile.Read(Path.Combine(folder, "process-compose.yaml"))!, hasEnvironmentFile: false, problems)!,
            "portless" => PortlessImport.Read(folder)!,
            _ => FolderImport.Read(folder, [], problems),
        };
        Assert.Empty(problems);
        var text = FolderImport.Write("/home/ada/shop", draft, problems);
        Checkout.Check($"{Folder}/{name}/expected.yaml", text + string.Concat(draft.AllNotes.Select(static note => $"# said: {note}\n")));
        Assert.Empty(problems);
        Assert.Equal(draft.Services.Select(static service => service.Name), ProjectFile.Parse("berth.yaml", "/home/ada/shop", text).Project!.Services.Select(static service => service.Name));
    }

    [Fact]
    public void What_runs_now_can_be_written_down()
    {
        List<YamlProblem> problems = [];
        var draft = FolderImport.OfRunning([("node", ["node", "-e", "x = '$1'; \n #"], "", 3000), ("node", ["node", "b.js"], "api", 4000)]);
        var text = FolderImport.Write("/home/ada/shop", draft, problems);
        Assert.Empty(problems);
        var services = ProjectFile.Parse("berth.yaml", "/home/ada/shop", text).Project!.Services;
        Assert.Equal(["node", "node-4000"], services.Select(service => service.Name));
        Assert.Equal(["node", "-e", "x = '$$1'; \n #"], services[0].Command.Words!);
        Assert.Equal("/home/ada/shop/api", services[1].Directory);
    }

    [Fact]
    public void Lines_may_end_as_on_Windows()
    {
        var draft = ProcfileImport.Read("Procfile", "\ufeffweb: npm start\r\nworker: work\r\n", hasEnvironmentFile: false, []);
        Assert.Equal(["npm start", "work"], draft.Services.Select(service => service.Run));
    }

    [Theory]
    [InlineData("web node\n", "Procfile:1:1: is no `name: command` line")]
    [InlineData("web: a\nweb: b\n", "Procfile:2:1: `web` stands here twice; the first one is on line 1")]
    public void A_wrong_procfile_is_told(string text, string said)
    {
        List<YamlProblem> problems = [];
        ProcfileImport.Read("Procfile", text, hasEnvironmentFile: false, problems);
        Assert.Equal(said, Assert.Single(problems).ToString());
    }

    [Theory]
    [InlineData("x: 1\n", "pc.yaml:1:1: `processes` is missing")]
    [InlineData("processes: {\n", "pc.yaml:2:1: is not YAML here")]
    [InlineData("processes:\n  a: echo\n", "pc.yaml:2:3: `a` is no process")]
    public void A_wrong_process_compose_file_is_told(string text, string said)
    {
        List<YamlProblem> problems = [];
        ProcessComposeImport.Read("pc.yaml", text, hasEnvironmentFile: false, problems);
        Assert.StartsWith(said, Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }
}
