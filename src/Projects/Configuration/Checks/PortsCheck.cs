using Berth.Engine.Services;
using Berth.Model.Services;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Checks;

/// <summary>Two ports with one number, and two names that become one variable.</summary>
static class PortsCheck
{
    /// <param name="members">As the file has them.</param>
    public static void Run(IReadOnlyList<Member> members, IReadOnlyList<ServiceDefinition> services, List<YamlProblem> problems)
    {
        var taken = new List<(ServiceDefinition Service, PortDefinition Port)>();
        var prefixes = new Dictionary<string, string>();
        foreach (var service in services)
        {
            var map = (MapNode)members.First(one => one.Name == service.Name).Value;
            var variables = new Dictionary<string, string>();
            foreach (var port in service.Ports)
            {
                var place = Place(map, port);
                var other = taken.FirstOrDefault(one => port.Number is not null && one.Port.Number == port.Number && one.Port.Protocol == port.Protocol && MayRunTogether(one.Service, service));
                if (other.Service is not null)
                    problems.Add(YamlProblem.At(place, $"port {port.Number} is {(other.Service == service ? $"the port {other.Port.Name}" : $"{other.Service.Name}'s")} already"));
                taken.Add((service, port));
                var variable = ServiceEnvironment.Variable(service, port);
                if (!variables.TryAdd(variable, port.Name)) problems.Add(YamlProblem.At(place, $"the ports {variables[variable]} and {port.Name} would both be told in {variable}. Give one another: `env: NAME`"));
            }
            if (!prefixes.TryAdd(ServiceEnvironment.Variable(service.Name), service.Name))
                problems.Add(YamlProblem.At(members.First(one => one.Name == service.Name).Place, $"{prefixes[ServiceEnvironment.Variable(service.Name)]} and {service.Name} would have the same variables, {ServiceEnvironment.Variable(service.Name)}_URL: rename one"));
        }
    }

    // Services of different profiles may stand for each other.
    static bool MayRunTogether(ServiceDefinition one, ServiceDefinition other) =>
        one == other || one.Profiles.Count == 0 || other.Profiles.Count == 0 || one.Profiles.Intersect(other.Profiles).Any();

    static YamlPlace Place(MapNode service, PortDefinition port)
    {
        var node = service.Map("ports")?[port.Name] ?? service["port"] ?? service;
        return ((node as MapNode)?["port"] ?? node).Place;
    }
}
