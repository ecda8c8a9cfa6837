using Berth.Engine.Templates;
using Berth.Model.Files;
using Berth.Model.Services;
using Berth.Projects.Repository;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>
/// A Procfile's processes as services. `web`, and each whose command speaks of PORT, has a port; `release` is a task, as on Heroku.
/// </summary>
public static class ProcfileReader
{
    const int LongestFile = 1024 * 1024;

    /// <param name="trust">Whose file is obeyed; null: everybody's.</param>
    public static IReadOnlyList<ServiceDefinition> Read(string path, string root, FileTrust? trust, List<YamlProblem> problems) =>
        ProjectText.Read(path, LongestFile, trust, problems) is { } text ? Parse(path, root, text, problems) : [];

    /// <param name="path">As it is named in problems.</param>
    public static IReadOnlyList<ServiceDefinition> Parse(string path, string root, string text, List<YamlProblem> problems)
    {
        var services = new List<ServiceDefinition>();
        var names = new Dictionary<string, int>();
        foreach (var line in ProcfileLines.Parse(path, text, problems))
        {
            // Names become variables and hosts: capitals are let pass, since foreman lets them.
            var name = line.Name.ToLowerInvariant();
            if (!LegalName.Is(name)) Problem(1, $"`{Excerpt.Of(line.Name)}` cannot be a name here: a name has letters, digits, - and _, and begins with a letter or digit");
            else if (names.TryGetValue(name, out var first)) Problem(1, $"`{line.Name}` is the name of line {first} already: capitals make no difference");
            else if (CommandText.Read(line.Command, leavesVariables: true, out var problem) is not { } command) Problem(line.Column, problem!);
            else
            {
                names[name] = line.Line;
                services.Add(Service(name, command, line, root));
            }

            void Problem(int column, string said) => problems.Add(new YamlProblem(path, line.Line, column, said));
        }
        return services;
    }

    static ServiceDefinition Service(string name, ServiceCommand command, ProcfileLine line, string root) => new(name, command)
    {
        Directory = root,
        Ports = PortOf(name, line, root) is { } port ? [port] : [],
        IsTask = name == "release",
        Restart = name == "release" ? RestartPolicy.Never : RestartPolicy.OnFailure,
        Line = line.Line,
    };

    static PortDefinition? PortOf(string name, ProcfileLine line, string root)
    {
        if (line.SpeaksOfPort) return new PortDefinition("http", null) { Scheme = "http" };
        if (WrittenPort.Of(line.Command, isServer: name == "web") is { } written) return new PortDefinition("http", written.Number) { Scheme = written.IsForBrowsers ? "http" : null, IsFixed = true };
        return name == "web" ? new PortDefinition("http", WrittenPort.OfFolder(line.Command, root, environment: false)) { Scheme = "http" } : null;
    }
}
