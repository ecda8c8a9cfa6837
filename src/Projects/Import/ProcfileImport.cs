using Berth.Projects.Configuration;
using Berth.Projects.Yaml;

namespace Berth.Projects.Import;

/// <summary>A Procfile: `name: command` lines.</summary>
public static class ProcfileImport
{
    /// <param name="hasEnvironmentFile">A .env stands beside it, which foreman reads too.</param>
    public static BerthDraft Read(string path, string text, bool hasEnvironmentFile, List<YamlProblem> problems)
    {
        var draft = new BerthDraft();
        if (hasEnvironmentFile) draft.EnvironmentFiles.Add(new Model.Services.EnvironmentFile(".env", false));
        var names = new ImportedNames();
        foreach (var line in ProcfileLines.Parse(path, text, problems)) draft.Services.Add(Service(names.Of(line.Name), line));
        return draft;
    }

    static ServiceDraft Service(string name, ProcfileLine line)
    {
        var service = new ServiceDraft(name);
        if (name != line.Name) service.Comments.Add($"Was {line.Name}: a name has small letters here.");
        ImportedCommand.Set(service, line.Command);
        if (name == "release")
        {
            service.IsTask = true;
            service.Comments.Add("Heroku runs it before a release; here it runs once at each start.");
        }
        else ImportedPort.Set(service, line.Command, isServer: name == "web" || line.SpeaksOfPort);
        return service;
    }
}
