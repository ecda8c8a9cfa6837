using Berth.Projects.Yaml;

namespace Berth.Projects.Import;

/// <summary>A Procfile: `name: command` lines.</summary>
public static class ProcfileImport
{
    /// <param name="hasEnvironmentFile">A .env stands beside it, which foreman reads too.</param>
    public static BerthDraft Read(string path, string text, bool hasEnvironmentFile, List<YamlProblem> problems)
    {
        var draft = new BerthDraft();
        if (hasEnvironmentFile) draft.EnvironmentFiles.Add(new Model.EnvironmentFile(".env", false));
        var names = new ImportedNames();
        var seen = new HashSet<string>();
        var number = 0;
        foreach (var raw in text.TrimStart('\ufeff').Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            var colon = line.IndexOf(':');
            var written = colon < 0 ? "" : line[..colon].Trim();
            var command = line[(colon + 1)..].Trim();
            if (written.Length == 0 || command.Length == 0 || written.Any(char.IsWhiteSpace)) problems.Add(new YamlProblem(path, number, 1, "is no `name: command` line"));
            else if (!seen.Add(written)) problems.Add(new YamlProblem(path, number, 1, $"`{Excerpt.Of(written)}` stands here twice"));
            else draft.Services.Add(Service(names.Of(written), written, command));
        }
        return draft;
    }

    static ServiceDraft Service(string name, string written, string command)
    {
        var service = new ServiceDraft(name);
        if (name != written) service.Comments.Add($"Was {written}: a name has small letters here.");
        ImportedCommand.Set(service, command);
        if (name == "release")
        {
            service.IsTask = true;
            service.Comments.Add("Heroku runs it before a release; here it runs once at each start.");
        }
        else if (name == "web" || ImportedCommand.SpeaksOfPort(command)) service.Port = "auto";
        return service;
    }
}
