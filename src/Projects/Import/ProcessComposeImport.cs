using Berth.Model.Services;
using Berth.Projects.Yaml;

namespace Berth.Projects.Import;

/// <summary>process-compose.yaml.</summary>
public static class ProcessComposeImport
{
    // What is read below; everything else is named as not carried over.
    static readonly HashSet<string> known = ["version", "name", "environment", "processes", "vars", "is_dotenv_disabled"];

    // They change how it looks, not what runs.
    static readonly HashSet<string> harmless = ["log_level", "log_length", "log_location", "log_configuration", "disable_json", "is_tui_disabled", "theme", "version"];

    public static BerthDraft? Read(string path, string text, bool hasEnvironmentFile, List<YamlProblem> problems)
    {
        if (YamlReader.Parse(path, text, problems) is not MapNode file || file.Map("processes") is not { } processes)
        {
            if (problems.Count == 0) problems.Add(new YamlProblem(path, 1, 1, "`processes` is missing"));
            return null;
        }
        var draft = new BerthDraft();
        var names = new ImportedNames();
        if (file.Text("name") is { } name) draft.Name = names.Of(name);
        names = new ImportedNames();
        if (hasEnvironmentFile && file.Text("is_dotenv_disabled") != "true") draft.EnvironmentFiles.Add(new EnvironmentFile(".env", false));
        var variables = Variables(file.Map("vars"));
        ProcessComposeProcess.Environment(file["environment"], variables, draft.Environment, draft.Notes);
        foreach (var member in file.Members)
            if (!known.Contains(member.Name))
                draft.Notes.Add(harmless.Contains(member.Name) ? $"Not carried over: `{member.Name}`. Berth keeps its logs itself." : $"Not carried over: `{Excerpt.Of(member.Name)}`.");
        var completed = Completed(processes);
        foreach (var member in processes.Members)
        {
            if (member.Value is MapNode process) draft.Services.Add(new ProcessComposeProcess(process, names, variables, completed.Contains(member.Name)).Read(member.Name));
            else problems.Add(YamlProblem.At(member.Place, $"`{Excerpt.Of(member.Name)}` is no process"));
        }
        var all = draft.Services.Select(static service => service.Name).ToHashSet();
        foreach (var service in draft.Services)
            foreach (var need in service.Needs.Where(need => !all.Contains(need.Service)).ToArray())
            {
                service.Needs.Remove(need);
                service.Notes.Add($"it depends on {need.Service}, which is not in the file");
            }
        return draft;
    }

    // Those that others wait for to end.
    static HashSet<string> Completed(MapNode processes) =>
        [.. processes.Members.Select(static member => member.Value).OfType<MapNode>().SelectMany(static process => process.Map("depends_on")?.Members ?? [])
            .Where(static need => (need.Value as MapNode)?.Text("condition") is "process_completed" or "process_completed_successfully").Select(static need => need.Name)];

    internal static Dictionary<string, string> Variables(MapNode? vars) =>
        vars?.Members.Where(static one => one.Value is TextNode).ToDictionary(static one => one.Name, static one => ((TextNode)one.Value).Text) ?? [];
}
