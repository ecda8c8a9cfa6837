using Berth.Engine.Frameworks;
using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Engine.Services;

/// <summary>Fills in what a service's definition leaves open: templates, variables, the shell.</summary>
public static class ServiceLaunches
{
    /// <param name="endpoints">Of every service of the project that has ports, in the order of its definition.</param>
    /// <param name="caller">The environment of who starts it.</param>
    /// <param name="files">The text of each environment file by its path; a missing file is left out, or null.</param>
    /// <param name="packageScript">The text of a script of package.json, by folder and name; null for none.</param>
    public static LaunchResult Resolve(
        ProjectDefinition project, string service, IReadOnlyDictionary<string, IReadOnlyList<ServiceEndpoint>> endpoints,
        IReadOnlyDictionary<string, string> caller, IReadOnlyDictionary<string, string?> files, Func<string, string, string?>? packageScript = null)
    {
        var problems = new List<string>();
        var definition = project.Services.FirstOrDefault(one => one.Name == service) ?? throw new ArgumentException($"the project has no service {service}", nameof(service));
        var environment = ServiceEnvironment.Of(project, definition, endpoints, caller, files, problems);
        var fill = new TemplateFill(project.Services, definition, endpoints, environment, problems);
        var command = Command(definition.Command, fill, environment);
        if (definition.Command.Words is not null && endpoints.GetValueOrDefault(service) is [{ Protocol: Protocol.Tcp } first, ..])
        {
            // Servers that do not read PORT are told it in their words.
            var flags = PortFlags.Apply(command, ServiceEnvironment.BindHost(first), first.Port, script => packageScript?.Invoke(definition.Directory, script));
            foreach (var entry in flags.Variables) environment.TryAdd(entry.Name, entry.Value);
            command = flags.Words;
        }
        var ready = definition.Ready?.Command is { } exec ? Command(exec, fill, environment) : null;
        if (command is ["", ..]) problems.Add("the command is empty when it is filled in");
        if (problems.Count > 0) return new LaunchResult(null, [.. problems.Distinct()]);
        return new LaunchResult(new ServiceLaunch(service, command, definition.Directory, environment)
        {
            Endpoints = endpoints.GetValueOrDefault(service) ?? [],
            ReadyCommand = ready,
        }, []);
    }

    static IReadOnlyList<string> Command(ServiceCommand command, TemplateFill fill, Dictionary<string, string> environment) =>
        command.Words is { } words ? [.. words.Select(fill.Text)] : (string[])["/bin/sh", "-c", ShellReferences.Export(command.Shell!, fill, environment)];
}
