using Berth.Engine.Spelling;
using Berth.Model.Services;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Checks;

/// <summary>`needs` of services that are not there, that cannot be met, and that lead back to where they began.</summary>
static class NeedsCheck
{
    /// <param name="members">As the file has them.</param>
    public static void Run(IReadOnlyList<Member> members, IReadOnlyList<ServiceDefinition> services, List<YamlProblem> problems)
    {
        var byName = services.ToDictionary(static service => service.Name);
        foreach (var service in services)
            foreach (var need in service.Needs)
            {
                var place = Place(members, service.Name, need.Service);
                if (need.Service == service.Name) problems.Add(YamlProblem.At(place, $"{service.Name} cannot need itself"));
                else if (members.All(member => member.Name != need.Service))
                    problems.Add(YamlProblem.At(place, $"there is no service {need.Service}{Nearest.Hint(need.Service, [.. members.Select(static member => member.Name).Where(name => name != service.Name)])}"));
                else if (need.Level == NeedLevel.Completed && byName.TryGetValue(need.Service, out var other) && !other.IsTask && other.Restart.When == RestartWhen.Always)
                    problems.Add(YamlProblem.At(place, $"{need.Service} is never completed: it restarts always. Write `ready`, or make it a task: `task: true`"));
            }
        if (Cycle(services, byName) is { } cycle)
            problems.Add(YamlProblem.At(Place(members, cycle[0], cycle[1]), $"these need each other, so none can start: {string.Join(" -> ", cycle)}"));
    }

    // The first one, as a -> b -> a.
    static List<string>? Cycle(IReadOnlyList<ServiceDefinition> services, Dictionary<string, ServiceDefinition> byName)
    {
        var done = new HashSet<string>();
        foreach (var service in services)
            if (From(service.Name, []) is { } cycle) return cycle;
        return null;

        List<string>? From(string name, List<string> way)
        {
            var at = way.IndexOf(name);
            if (at >= 0) return way.Count - at > 1 ? [.. way[at..], name] : null;
            if (!done.Add(name) || !byName.TryGetValue(name, out var service)) return null;
            way.Add(name);
            foreach (var need in service.Needs)
                if (From(need.Service, way) is { } cycle) return cycle;
            way.RemoveAt(way.Count - 1);
            return null;
        }
    }

    static YamlPlace Place(IReadOnlyList<Member> members, string service, string need)
    {
        var member = members.First(one => one.Name == service);
        return (member.Value as MapNode)?["needs"] switch
        {
            MapNode map => map.Find(need)?.Place ?? map.Place,
            ListNode list => list.Items.OfType<TextNode>().FirstOrDefault(one => one.Text == need)?.Place ?? list.Place,
            { } one => one.Place,
            null => member.Place,
        };
    }
}
