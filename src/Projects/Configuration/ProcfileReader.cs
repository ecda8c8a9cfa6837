using Berth.Engine.Templates;
using Berth.Model;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>
/// A Procfile's processes as services. `web`, and each whose command speaks of PORT, has a port; `release` is a task, as on Heroku.
/// </summary>
public static class ProcfileReader
{
    const int LongestFile = 1024 * 1024;

    public static IReadOnlyList<ServiceDefinition> Read(string path, string root, List<YamlProblem> problems)
    {
        try
        {
            if (new FileInfo(path).Length <= LongestFile) return Parse(path, root, new FileInfo(path).Length == 0 ? "" : File.ReadAllText(path), problems);
            problems.Add(new YamlProblem(path, 1, 1, $"is longer than {LongestFile / 1024} KB"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(new YamlProblem(path, 1, 1, $"cannot be read: {error.Message}"));
        }
        return [];
    }

    /// <param name="path">As it is named in problems.</param>
    public static IReadOnlyList<ServiceDefinition> Parse(string path, string root, string text, List<YamlProblem> problems)
    {
        var services = new List<ServiceDefinition>();
        var number = 0;
        foreach (var line in text.TrimStart('\ufeff').Split('\n'))
        {
            number++;
            if (line.Trim() is { Length: 0 } or ['#', ..]) continue;
            var colon = line.IndexOf(':');
            var written = colon < 0 ? line.Trim() : line[..colon].Trim();
            // Names become variables and hosts: capitals are let pass, since foreman lets them.
            var name = written.ToLowerInvariant();
            if (colon < 0) Problem(1, "is no `name: command` line");
            else if (!IsName(name)) Problem(1, $"`{Excerpt.Of(written)}` cannot be a name here: a name has letters, digits, - and _, and begins with a letter or digit");
            else if (services.Find(service => service.Name == name) is { } first) Problem(1, $"`{written}` stands here twice; the first one is on line {first.Line}");
            else if (CommandText.Read(line[(colon + 1)..], splitsVariables: true, out var problem) is not { } command) Problem(colon + 2, problem!);
            else services.Add(Service(name, command, line[(colon + 1)..], root, number));
        }
        return services;

        void Problem(int column, string said) => problems.Add(new YamlProblem(path, number, column, said));
    }

    static ServiceDefinition Service(string name, ServiceCommand command, string text, string root, int line) => new(name, command)
    {
        Directory = root,
        Ports = name == "web" || SpeaksOfPort(text) ? [new PortDefinition("http", null) { Scheme = "http" }] : [],
        IsTask = name == "release",
        Restart = name == "release" ? RestartPolicy.Never : RestartPolicy.OnFailure,
        Line = line,
    };

    // $PORT, ${PORT}, ${PORT:-3000}; not $PORTAL.
    static bool SpeaksOfPort(string command)
    {
        for (var at = command.IndexOf("PORT", StringComparison.Ordinal); at >= 0; at = command.IndexOf("PORT", at + 1, StringComparison.Ordinal))
        {
            var isBegin = at > 0 && (command[at - 1] == '$' || command[at - 1] == '{');
            var end = at + "PORT".Length;
            if (isBegin && (end == command.Length || !(char.IsAsciiLetterOrDigit(command[end]) || command[end] == '_'))) return true;
        }
        return false;
    }

    static bool IsName(string name) => name.Length is > 0 and <= 63 && char.IsAsciiLetterOrDigit(name[0]) && name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
