using Berth.Model.Services;

namespace Berth.Engine.Services;

/// <summary>
/// The variables that a service is given: docs/specs/berth-yaml.md, "Environment". Later ones win: the caller's, environment
/// files, Berth's own, `env:`.
/// </summary>
public static class ServiceEnvironment
{
    /// <param name="service">Null: what a shell in the project is given, the variables of every service.</param>
    /// <param name="problems">What cannot be filled in or read; without values.</param>
    public static Dictionary<string, string> Of(
        ProjectDefinition project, ServiceDefinition? service, IReadOnlyDictionary<string, IReadOnlyList<ServiceEndpoint>> endpoints,
        IReadOnlyDictionary<string, string> caller, IReadOnlyDictionary<string, string?> files, List<string> problems)
    {
        var environment = new Dictionary<string, string>(caller);
        // What another `berth` gave to the caller is not the user's word about this project.
        var chosen = new HashSet<string>(caller.ContainsKey("BERTH_PROJECT") ? [] : caller.Keys);
        foreach (var entry in Entries(service is null ? project.EnvironmentFiles : [.. project.EnvironmentFiles, .. service.EnvironmentFiles], files, problems))
        {
            environment[entry.Name] = entry.Value;
            chosen.Add(entry.Name);
        }

        environment["BERTH_PROJECT"] = project.Name;
        if (service is not null)
        {
            environment["BERTH_SERVICE"] = service.Name;
            // Its own ports are what they are, whatever a file says.
            foreach (var (name, value) in Own(service, endpoints.GetValueOrDefault(service.Name) ?? []))
            {
                environment[name] = value;
                chosen.Add(name);
            }
        }
        foreach (var other in project.Services)
            if (other.Name != service?.Name)
                foreach (var (name, value) in Of(other.Name, endpoints.GetValueOrDefault(other.Name) ?? []))
                    if (chosen.Add(name)) environment[name] = value;

        // Each may use what stands before it.
        var fill = new TemplateFill(project.Services, service, endpoints, environment, problems);
        foreach (var entry in service is null ? project.Environment : [.. project.Environment, .. service.Environment])
            environment[entry.Name] = fill.Text(entry.Value);
        return environment;
    }

    /// <summary>
    /// API_URL, API_HOST and API_PORT of the service api; API_ADMIN_URL and API_ADMIN_PORT of its port admin. Without those that
    /// programs obey: <see cref="KnownVariables"/>.
    /// </summary>
    public static IEnumerable<(string Name, string Value)> Of(string service, IReadOnlyList<ServiceEndpoint> endpoints) =>
        All(service, endpoints).Where(static one => !KnownVariables.Has(one.Name));

    static IEnumerable<(string Name, string Value)> All(string service, IReadOnlyList<ServiceEndpoint> endpoints)
    {
        for (var i = 0; i < endpoints.Count; i++)
        {
            var prefix = i == 0 ? Variable(service) : $"{Variable(service)}_{Variable(endpoints[i].PortName)}";
            if (endpoints[i].Url is { } url) yield return ($"{prefix}_URL", url);
            if (i == 0) yield return ($"{prefix}_HOST", endpoints[i].Host);
            yield return ($"{prefix}_PORT", endpoints[i].Port.ToString());
        }
    }

    /// <summary>In capitals, with _ for -.</summary>
    public static string Variable(string name) => name.ToUpperInvariant().Replace('-', '_');

    /// <summary>The variable that tells a service the number of its port.</summary>
    public static string Variable(ServiceDefinition service, PortDefinition port) =>
        port.Variable ?? (service.Ports.Count > 0 && service.Ports[0].Name == port.Name ? "PORT" : $"{Variable(port.Name)}_PORT");

    static IEnumerable<(string, string)> Own(ServiceDefinition service, IReadOnlyList<ServiceEndpoint> endpoints)
    {
        if (endpoints.Count > 0) yield return ("HOST", BindHost(endpoints[0]));
        foreach (var endpoint in endpoints)
            foreach (var port in service.Ports)
                if (port.Name == endpoint.PortName) yield return (Variable(service, port), endpoint.Port.ToString());
    }

    /// <summary>What a server is told to bind: a name may mean ::1 first, which its clients by IPv4 do not find.</summary>
    public static string BindHost(ServiceEndpoint endpoint) => endpoint.Host == "localhost" ? "127.0.0.1" : endpoint.Host;

    static IEnumerable<EnvironmentEntry> Entries(IReadOnlyList<EnvironmentFile> wanted, IReadOnlyDictionary<string, string?> files, List<string> problems)
    {
        foreach (var file in wanted)
        {
            if (files.GetValueOrDefault(file.Path) is { } text)
                foreach (var entry in DotEnvText.Read(file.Path, text, problems)) yield return entry;
            else if (file.IsRequired) problems.Add($"the environment file {file.Path} is not there. Make it, or say `required: false`");
        }
    }
}
