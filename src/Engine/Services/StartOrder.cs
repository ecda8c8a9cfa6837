using Berth.Model.Services;

namespace Berth.Engine.Services;

/// <summary>Which services start when some are asked for: those, and all that they need.</summary>
public static class StartOrder
{
    /// <param name="asked">Empty: all that no profile keeps back.</param>
    /// <param name="profiles">Services of these start too.</param>
    /// <returns>In the order of the file.</returns>
    public static IReadOnlyList<ServiceDefinition> Chosen(ProjectDefinition project, IReadOnlyCollection<string> asked, IReadOnlyCollection<string> profiles)
    {
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in project.Services)
        {
            var isAsked = asked.Count > 0 ? asked.Contains(service.Name) : service.Profiles.Count == 0;
            if (isAsked || service.Profiles.Any(profiles.Contains)) Add(project, service, chosen);
        }
        return [.. project.Services.Where(service => chosen.Contains(service.Name))];
    }

    /// <summary>Those that must have ended before this one is ended: what needs it, directly or not.</summary>
    public static IReadOnlySet<string> Dependents(ProjectDefinition project, string service)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([service]);
        while (open.TryPop(out var name))
            foreach (var other in project.Services)
                if (other.Needs.Any(need => need.Service == name) && other.Name != service && found.Add(other.Name)) open.Push(other.Name);
        return found;
    }

    /// <summary>A circle of needs, as its names in order, the first one again at the end; null when there is none.</summary>
    public static IReadOnlyList<string>? Cycle(ProjectDefinition project)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in project.Services)
            if (Cycle(project, service.Name, [], done) is { } found) return found;
        return null;
    }

    static List<string>? Cycle(ProjectDefinition project, string name, List<string> path, HashSet<string> done)
    {
        var at = path.IndexOf(name);
        if (at >= 0) return [.. path[at..], name];
        if (done.Contains(name) || Named(project, name) is not { } service) return null;
        path.Add(name);
        foreach (var need in service.Needs)
            if (Cycle(project, need.Service, path, done) is { } found) return found;
        path.RemoveAt(path.Count - 1);
        done.Add(name);
        return null;
    }

    static void Add(ProjectDefinition project, ServiceDefinition service, HashSet<string> chosen)
    {
        if (!chosen.Add(service.Name)) return;
        foreach (var need in service.Needs)
            if (Named(project, need.Service) is { } needed) Add(project, needed, chosen);
    }

    static ServiceDefinition? Named(ProjectDefinition project, string name) => project.Services.FirstOrDefault(service => service.Name == name);
}
