using Berth.Projects.Configuration;
using Berth.Projects.Repository;
using Berth.Projects.Yaml;

namespace Berth.Projects.Import;

/// <summary>What `berth init` finds in a folder. Reads, never runs.</summary>
public static class FolderImport
{
    // The one that says most comes first.
    static readonly string[] scripts = ["dev", "start", "serve"];

    /// <param name="sources">The files that it was made from; none: nothing was found.</param>
    public static BerthDraft Read(string root, List<string> sources, List<YamlProblem> problems)
    {
        var draft = Whole(root, sources, problems) ?? new BerthDraft();
        if (sources.Count == 0)
        {
            var names = new ImportedNames();
            Packages(root, draft, names, sources);
            DotnetImport.Read(root, draft, names, sources);
        }
        ComposeMention.Add(root, draft);
        return draft;
    }

    // A file that lists everything is taken as it is.
    static BerthDraft? Whole(string root, List<string> sources, List<YamlProblem> problems)
    {
        var hasEnvironmentFile = File.Exists(Path.Combine(root, ".env"));
        foreach (var name in (string[])["process-compose.yaml", "process-compose.yml", .. ProjectFile.Procfiles])
        {
            var path = Path.Combine(root, name);
            if (SourceFile.Read(path) is not { } text) continue;
            sources.Add(name);
            if (!name.StartsWith("Procfile", StringComparison.Ordinal)) return ProcessComposeImport.Read(path, text, hasEnvironmentFile, problems);
            var procfile = ProcfileImport.Read(path, text, hasEnvironmentFile, problems);
            if (ProjectFile.LeftOut(root, name) is { } other) procfile.Notes.Add($"{other} was left out: {name} is the one for development.");
            return procfile;
        }
        if (PortlessImport.Read(root) is not { } portless) return null;
        sources.Add(PortlessImport.FileOf(root) ?? "package.json");
        return portless;
    }

    static void Packages(string root, BerthDraft draft, ImportedNames names, List<string> sources)
    {
        foreach (var folder in NodeWorkspaces.Folders(root)) Package(folder);
        // The root's own script starts the packages, or is the only one.
        if (draft.Services.Count == 0) Package("");

        void Package(string folder)
        {
            var at = Path.Combine(root, folder);
            if (Array.Find(scripts, script => PackageScripts.Find(at, script) is not null) is not { } script) return;
            var service = new ServiceDraft(names.Another(folder.Length == 0 ? "web" : NodePackage.NameOf(at))) { Run = NodePackage.Run(root, at, script), Directory = folder.Length == 0 ? null : folder };
            ImportedPort.Set(service, PackageScripts.Find(at, script)!, isServer: true, at);
            service.Comments.Add($"{script}: {PackageScripts.Find(at, script)}");
            draft.Services.Add(service);
            sources.Add(Path.Combine(folder, "package.json"));
        }
    }

    /// <summary>Programs that listen now and run in this checkout.</summary>
    /// <param name="running">Name, words, folder relative to the root, and port of each.</param>
    public static BerthDraft OfRunning(IEnumerable<(string Name, IReadOnlyList<string> Words, string Folder, int Port)> running)
    {
        var draft = new BerthDraft();
        var names = new ImportedNames();
        foreach (var (name, words, folder, port) in running)
        {
            // Each of its own: two programs may have one name.
            var written = draft.Services.Any(service => service.Name == names.Of(name)) ? $"{name}-{port}" : name;
            var service = new ServiceDraft(names.Of(written)) { RunWords = [.. words.Select(Engine.Templates.Template.Literal)], Directory = folder.Length == 0 ? null : folder, Port = port.ToString() };
            service.Comments.Add("As it runs now: look through it, and put secrets into an environment file.");
            draft.Services.Add(service);
        }
        return draft;
    }

    /// <summary>The text of the file, checked by reading it back.</summary>
    /// <param name="problems">Why it cannot be read back: what was found contradicts itself.</param>
    public static string Write(string root, BerthDraft draft, List<YamlProblem> problems)
    {
        Tidy(draft);
        var text = BerthFileText.Write(draft);
        problems.AddRange(ProjectFile.Parse(Path.Combine(root, BerthFile.Name), root, text).Problems);
        return text;
    }

    // Ports that two were given: the second is chosen by Berth.
    static void Tidy(BerthDraft draft)
    {
        var taken = new Dictionary<string, string>();
        foreach (var service in draft.Services)
        {
            if (service.Port is null or "auto" || taken.TryAdd(service.Port, service.Name)) continue;
            service.Notes.Add($"port {service.Port}: {taken[service.Port]} has it");
            service.Port = "auto";
        }
    }
}
