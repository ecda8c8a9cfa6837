using Berth.Model.Addressing;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>`policy:` of berth.yaml.</summary>
static class PolicyReader
{
    public static ProjectPolicy Read(string path, string root, MapNode map, List<YamlProblem> problems) =>
        new(path, root, [.. map.Items("ports").OfType<MapNode>().Select(port => Port(port, problems)).OfType<PortPolicy>()], map.Text("others") != "allow");

    static PortPolicy? Port(MapNode map, List<YamlProblem> problems)
    {
        if (map["port"] is not TextNode text) return null;
        if (Range(text.Text) is not { } ports)
        {
            problems.Add(YamlProblem.At(text.Place, $"`port: {text.Text}` is not a port or a range of ports, such as 3000 or 3000-3010"));
            return null;
        }
        var reach = ReachLevelNames.TryParse(map.Text("reach") ?? "host", out var level) ? level : ReachLevel.Host;
        return new PortPolicy(ports, map.Text("protocol") == "udp" ? Protocol.Udp : Protocol.Tcp, reach, map.Place.Line);
    }

    static PortRange? Range(string text)
    {
        var dash = text.IndexOf('-');
        var (first, last) = dash < 0 ? (text, text) : (text[..dash].Trim(), text[(dash + 1)..].Trim());
        return Model.Addressing.Port.TryParse(first, out var low) && Model.Addressing.Port.TryParse(last, out var high) && low.Number > 0 && low <= high ? new PortRange(low, high) : null;
    }
}
