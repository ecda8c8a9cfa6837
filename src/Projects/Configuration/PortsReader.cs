using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Services;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>`port:` or `ports:` of a service.</summary>
static class PortsReader
{
    const string TheOnly = "http";

    // A port that is written with such a number has this scheme unless it says another: what a URL with that scheme means when it names no port.
    static readonly string[] otherSchemes = ["postgres", "mysql", "redis", "mongodb", "amqp", "nats", "kafka", "memcached", "smtp", "mqtt", "ldap"];

    static readonly HashSet<string> schemes = ["http", "https", "ws", "wss", "grpc", "mariadb", "postgresql", "valkey", "rediss", "amqps", "bolt", "clickhouse", "ftp", "ssh", .. otherSchemes];

    public static IReadOnlyList<PortDefinition> Read(MapNode service, List<YamlProblem> problems)
    {
        var (one, several) = (service.Find("port"), service.Find("ports"));
        if (one is not null && several is not null)
        {
            var second = one.Place.Line > several.Place.Line ? one : several;
            problems.Add(YamlProblem.At(second.Place, "a service has `port` or `ports`, not both"));
        }
        if (several is not null) return [.. (several.Value as MapNode)?.Members.Select(member => Port(member.Name, member.Value, problems)) ?? []];
        return one is null ? [] : [Port(TheOnly, one.Value, problems)];
    }

    static PortDefinition Port(string name, Node node, List<YamlProblem> problems)
    {
        var details = node as MapNode;
        var text = (details?["port"] ?? node) as TextNode;
        Port? number = text is null || text.Text == "auto" ? null : new Port(ushort.Parse(text.Text));
        var isUdp = details?.Text("protocol") == "udp";
        var isFixed = ProjectReader.IsTrue(details?["fixed"]);
        if (isFixed && number is null && !details!.HasGaps) problems.Add(YamlProblem.At(details["fixed"]!.Place, "a fixed port needs its number: `port: 8080`"));
        return new PortDefinition(name, number)
        {
            Protocol = isUdp ? Protocol.Udp : Protocol.Tcp,
            Scheme = details?.Text("scheme") switch { "none" => null, { } scheme => scheme, null => isUdp ? null : Usual(name, number) },
            Variable = details?.Text("env"),
            IsFixed = isFixed,
        };
    }

    static string Usual(string name, Port? number)
    {
        if (name != TheOnly && schemes.Contains(name)) return name;
        foreach (var scheme in otherSchemes)
            if (number?.Number == UrlSchemes.DefaultPort(scheme)) return scheme;
        return "http";
    }
}
