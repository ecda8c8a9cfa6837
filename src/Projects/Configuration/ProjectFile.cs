using Berth.Model.Files;
using Berth.Model.Services;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>What a folder's files say it runs: berth.yaml with berth.local.yaml over it, else its Procfile.dev or Procfile.</summary>
/// <param name="Project">Null when there is no such file, or something is wrong with it.</param>
/// <param name="Problems">All that is wrong, in the order of the file.</param>
public sealed record ProjectFile(ProjectDefinition? Project, IReadOnlyList<YamlProblem> Problems)
{
    /// <summary>Rails and others keep one for development beside that for production. The first one that is there is taken.</summary>
    public static IReadOnlyList<string> Procfiles { get; } = ["Procfile.dev", "Procfile"];

    /// <summary>A Procfile that is there and not taken; null: none.</summary>
    public static string? LeftOut(string root, string taken) => Procfiles.FirstOrDefault(name => name != taken && File.Exists(Path.Combine(root, name)));

    /// <param name="trust">Whose files are obeyed: what a file of anybody else says is a problem.</param>
    /// <param name="procfile">The name of a Procfile in the folder that a person chose: it wins over the services of berth.yaml. Null: none.</param>
    public static ProjectFile Load(string root, FileTrust trust, string? procfile = null)
    {
        root = Path.GetFullPath(root);
        var berth = BerthDocument.In(root, trust) is { } document ? Of(Path.Combine(root, BerthFile.Name), root, document) : null;
        // A file that says nothing of services leaves them to the Procfile.
        if (berth is not null && (berth.Project is null || (berth.Project.Services.Count > 0 && procfile is null))) return berth;
        var names = procfile is null ? Procfiles : [procfile];
        if (names.Select(name => Path.Combine(root, name)).FirstOrDefault(Path.Exists) is not { } path) return berth ?? new ProjectFile(null, []);
        var problems = new List<YamlProblem>();
        var services = ProcfileReader.Read(path, root, trust, problems);
        if (problems.Count > 0) return new ProjectFile(null, problems);
        var project = berth?.Project ?? new ProjectDefinition(LegalName.Of(root), root, path);
        // As foreman does.
        return new ProjectFile(project with { File = path, Services = services, EnvironmentFiles = [new EnvironmentFile(Path.Combine(root, ".env"), false), .. project.EnvironmentFiles] }, []);
    }

    /// <param name="path">As it is named in problems.</param>
    /// <param name="local">The text of berth.local.yaml; null when there is none.</param>
    public static ProjectFile Parse(string path, string root, string text, string? local = null) => Of(path, root, BerthDocument.Parse(path, text, local));

    static ProjectFile Of(string path, string root, BerthDocument document)
    {
        var problems = document.Problems;
        var project = new ProjectReader(root, problems).Read(path, document.Root);
        // What only audit and lint use is read as well: a file with a mistake is not run.
        if (document.Root?.Map("policy") is { } policy) PolicyReader.Read(path, root, policy, problems);
        if (document.Root is { } file) AcceptedReader.Read(file, problems);
        return new ProjectFile(problems.Count == 0 ? project : null, BerthDocument.Ordered(problems));
    }
}
