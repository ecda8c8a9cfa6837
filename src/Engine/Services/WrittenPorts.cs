using System.Globalization;
using Berth.Engine.Leases;
using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Engine.Services;

/// <summary>
/// Ports that a person wrote as values of variables: PORT=3003 in an environment file is the port that the service prefers, and one that
/// `env:` sets is the port that it has, since nothing wins over that.
/// </summary>
public static class WrittenPorts
{
    // foreman, honcho and overmind count so from PORT, one step for each process of a Procfile.
    const int ProcfileStep = 100;

    /// <param name="files">The text of each environment file by its path; a missing file is left out, or null.</param>
    /// <param name="caller">The environment of who starts it.</param>
    public static ProjectDefinition Apply(ProjectDefinition project, IReadOnlyDictionary<string, string?> files, IReadOnlyDictionary<string, string> caller)
    {
        var isProcfile = !project.File.EndsWith(".yaml", StringComparison.Ordinal); // a person may call it anything else
        var shared = Values(project.EnvironmentFiles, files);
        var services = project.Services.ToArray();
        var told = new HashSet<string>();
        for (var i = 0; i < services.Length; i++)
        {
            var service = services[i];
            var own = Values(service.EnvironmentFiles, files);
            var ports = service.Ports.ToArray();
            for (var j = 0; j < ports.Length; j++)
            {
                if (ports[j].Number is not null) continue;
                var variable = ServiceEnvironment.Variable(service, ports[j]);
                if (Set(project, service, variable, [.. caller, .. shared, .. own]) is { } set) ports[j] = ports[j] with { Number = set, IsFixed = true };
                else if (Number(own.GetValueOrDefault(variable)) is { } named) ports[j] = ports[j] with { Number = named };
                else if (Number(shared.GetValueOrDefault(variable)) is { } common && (isProcfile || !told.Contains(variable))) ports[j] = ports[j] with { Number = isProcfile ? Number((common.Number + i * ProcfileStep).ToString(CultureInfo.InvariantCulture)) : common };
            }
            // One number is the port of one service.
            foreach (var port in ports) told.Add(ServiceEnvironment.Variable(service, port));
            services[i] = service with { Ports = ports };
        }
        return project with { Services = services };
    }

    /// <summary>What the files say of the variables that Berth sets, and the service is not given: a sentence for each.</summary>
    public static IReadOnlyList<string> Replaced(ProjectDefinition project, ServiceDefinition service, IReadOnlyDictionary<string, string?> files, IReadOnlyDictionary<string, string> given)
    {
        var sentences = new List<string>();
        foreach (var file in (IReadOnlyList<EnvironmentFile>)[.. project.EnvironmentFiles, .. service.EnvironmentFiles])
            foreach (var (name, value) in Values([file], files))
                if (IsOurs(service, name) && given.GetValueOrDefault(name) is { } other && other != value)
                    sentences.Add($"{name}={value} of {Path.GetFileName(file.Path)} is not what it is given: {name}={other}");
        return sentences;
    }

    static bool IsOurs(ServiceDefinition service, string name) => service.Ports.Count > 0 && (name == "HOST" || service.Ports.Any(port => ServiceEnvironment.Variable(service, port) == name));

    static Port? Set(ProjectDefinition project, ServiceDefinition service, string variable, IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        if (((IReadOnlyList<EnvironmentEntry>)[.. project.Environment, .. service.Environment]).LastOrDefault(entry => entry.Name == variable) is not { } entry) return null;
        var known = new Dictionary<string, string>();
        foreach (var (name, value) in variables) known[name] = value;
        known.Remove(variable);
        List<string> problems = [];
        var text = new TemplateFill(project.Services, service, new Dictionary<string, IReadOnlyList<ServiceEndpoint>>(), known, problems).Text(entry.Value);
        return problems.Count == 0 ? Number(text) : null;
    }

    static Dictionary<string, string> Values(IReadOnlyList<EnvironmentFile> wanted, IReadOnlyDictionary<string, string?> files)
    {
        var values = new Dictionary<string, string>();
        foreach (var file in wanted)
            if (files.GetValueOrDefault(file.Path) is { } text)
                foreach (var entry in DotEnvText.Read(file.Path, text, [])) values[entry.Name] = entry.Value;
        return values;
    }

    static Port? Number(string? text) => Port.TryParse(text ?? "", out var port) && LeaseChoice.Refusal(port) is null ? port : null;
}
