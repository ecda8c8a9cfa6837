using Berth.Model.Addressing;
using Berth.Model.Services;
using Berth.Projects.Configuration.Checks;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>Makes a project out of a document whose shapes are right.</summary>
sealed class ProjectReader(string root, List<YamlProblem> problems)
{
    /// <param name="file">As it is named in problems.</param>
    /// <param name="document">Null: an empty file.</param>
    public ProjectDefinition Read(string file, MapNode? document)
    {
        var project = new ProjectDefinition(document?.Text("name") ?? LegalName.Of(root), root, file);
        if (document is null) return project;
        var mentions = new List<Mention>();
        var environment = new EnvironmentReader(root, mentions);
        var services = document.Map("services")?.Members ?? [];
        var tasks = services.Where(static one => IsTask(one.Value)).Select(static one => one.Name).ToHashSet();
        var reader = new ServiceReader(root, environment, problems, mentions, tasks);
        project = project with
        {
            Localhost = new LocalhostChoice(
                IsTrue(document["isolate"]), document.Text("bind") == "refuse" ? WildcardBind.Refuse : WildcardBind.Local,
                [.. document.Texts("expose").Select(static text => new Port(ushort.Parse(text)))]),
            Environment = environment.Read(document, null),
            EnvironmentFiles = environment.Files(document),
            Services = [.. services.Select(reader.Read).OfType<ServiceDefinition>()],
        };
        // A service that could not be read is there all the same: who needs it is not wrong.
        NeedsCheck.Run(services, project.Services, problems);
        PortsCheck.Run(services, project.Services, problems);
        if (project.Services.Count == services.Count) TemplateCheck.Run(mentions, project.Services, problems);
        return project;
    }

    static bool IsTask(Node service) => service is MapNode map && IsTrue(map["task"]);

    public static bool IsTrue(Node? node) => node is TextNode { Kind: ScalarKind.Boolean } flag && flag.Text.Equals("true", StringComparison.OrdinalIgnoreCase);

}
