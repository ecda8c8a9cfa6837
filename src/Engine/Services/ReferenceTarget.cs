using Berth.Engine.Spelling;
using Berth.Engine.Templates;
using Berth.Model.Services;

namespace Berth.Engine.Services;

/// <summary>The port of a project that a template such as ${api.url} speaks of.</summary>
public sealed record ReferenceTarget(string Service, PortDefinition Port)
{
    /// <summary>Of one name before the property, a port of the service's own comes first, then another service.</summary>
    /// <param name="own">The service that the template stands in; null: what every service is given.</param>
    /// <param name="problem">Why it leads nowhere; null when it leads to a port.</param>
    public static ReferenceTarget? Find(IReadOnlyList<ServiceDefinition> services, ServiceDefinition? own, TemplateReference reference, out string? problem)
    {
        problem = null;
        var found = reference.Path switch
        {
            [] => own is null ? Fail(out problem, $"`{reference.Written}` stands for every service: name one, such as ${{api.{Word(reference)}}}") : First(own, reference, out problem),
            [var name] when own is not null && PortOf(own, name) is { } port => new ReferenceTarget(own.Name, port),
            [var name] => Serving(services, own, name, reference, out problem) is { } service ? First(service, reference, out problem) : null,
            [var name, var portName, ..] => Serving(services, own, name, reference, out problem) is { } service ? Named(service, portName, reference, out problem) : null,
        };
        if (found is null || reference.Property != EndpointProperty.Url || found.Port.Scheme is not null) return found;
        return Fail(out problem, $"`{reference.Written}`: port {found.Port.Name} of {found.Service} has no scheme, so no URL. Give it one: `scheme: http`");
    }

    static ServiceDefinition? Serving(IReadOnlyList<ServiceDefinition> services, ServiceDefinition? own, string name, TemplateReference reference, out string? problem)
    {
        problem = null;
        foreach (var service in services)
            if (service.Name == name) return service;
        problem = $"`{reference.Written}`: there is no service {name}{Nearest.Hint(name, [.. services.Select(static one => one.Name), .. reference.Path.Count == 1 ? own?.Ports.Select(static port => port.Name) ?? [] : []])}";
        return null;
    }

    static ReferenceTarget? First(ServiceDefinition service, TemplateReference reference, out string? problem)
    {
        problem = null;
        return service.Ports.Count > 0 ? new ReferenceTarget(service.Name, service.Ports[0]) : Fail(out problem, $"`{reference.Written}`: {service.Name} has no port. Give it one: `port: auto`");
    }

    static ReferenceTarget? Named(ServiceDefinition service, string portName, TemplateReference reference, out string? problem)
    {
        problem = null;
        return PortOf(service, portName) is { } port
            ? new ReferenceTarget(service.Name, port)
            : Fail(out problem, $"`{reference.Written}`: {service.Name} has no port {portName}{Nearest.Hint(portName, [.. service.Ports.Select(static one => one.Name)])}");
    }

    static PortDefinition? PortOf(ServiceDefinition service, string name)
    {
        foreach (var port in service.Ports)
            if (port.Name == name) return port;
        return null;
    }

    static string Word(TemplateReference reference) => reference.Property switch { EndpointProperty.Port => "port", EndpointProperty.Host => "host", _ => "url" };

    static ReferenceTarget? Fail(out string? problem, string text)
    {
        problem = text;
        return null;
    }
}
