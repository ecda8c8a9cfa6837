using Berth.Model;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>`policy:` of berth.yaml.</summary>
static class PolicyReader
{
    public static ProjectPolicy Read(string path, string root, YamlMap map)
    {
        var ports = map.Maps("ports").Select(Port).OfType<PortPolicy>().ToArray();
        var others = map.Word("others", "forbid", "allow");
        map.Done();
        return new ProjectPolicy(path, root, ports, others == "forbid");
    }

    static PortPolicy? Port(YamlMap map)
    {
        var text = map.Required("port");
        var range = text is null ? null : Range(text);
        if (text is not null && range is null) map.Problem("port", $"`{text}` is not a port or a range of ports, such as 3000 or 3000-3010");
        var protocol = map.Word("protocol", "tcp", "udp") == "udp" ? Protocol.Udp : Protocol.Tcp;
        var reach = ReachLevel.Host;
        if (map.Text("reach") is { } word && !ReachLevelNames.TryParse(word, out reach)) map.Problem("reach", $"`{word}` is not a reach. Write host, container, lan, vpn or internet");
        map.Done();
        return range is { } ports ? new PortPolicy(ports, protocol, reach, map.Line) : null;
    }

    static PortRange? Range(string text)
    {
        var dash = text.IndexOf('-');
        var (first, last) = dash < 0 ? (text, text) : (text[..dash].Trim(), text[(dash + 1)..].Trim());
        return Model.Port.TryParse(first, out var low) && Model.Port.TryParse(last, out var high) && low.Number > 0 && low <= high ? new PortRange(low, high) : null;
    }
}
