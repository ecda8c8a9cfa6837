using Berth.Model.Addressing;
using Berth.Model.Repository;
using Berth.Projects.Yaml;

namespace Berth.Projects.Repository;

/// <summary>Compose files: the published ports of each service, as `docker compose config` would print them.</summary>
static class ComposeFile
{
    static readonly string[] names = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    public static bool IsOne(string name) => (name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal))
        && (name.StartsWith("compose", StringComparison.Ordinal) || name.StartsWith("docker-compose", StringComparison.Ordinal));

    /// <summary>What is laid over a file without being asked for: compose.override.yaml; none for a file of another name.</summary>
    public static IReadOnlyList<string> OverridesOf(string name) => !names.Contains(name) ? [] :
        [.. ((string[])[".yml", ".yaml"]).Select(ending => $"{Path.GetFileNameWithoutExtension(name)}.override{ending}")];

    /// <summary>Such a file, which is read with the one below it.</summary>
    public static bool IsOverride(string name) => names.Any(below => OverridesOf(below).Contains(name));

    /// <param name="above">What is laid over it, or null.</param>
    /// <param name="variables">What the .env beside it sets.</param>
    public static IEnumerable<PortDeclaration> Read(SourceText source, SourceText? above, IReadOnlyDictionary<string, string> variables)
    {
        foreach (var service in ComposeServices.Of(Services(source), above is null ? null : Services(above)))
        {
            var said = new PortDeclaration
            {
                Path = source.Path, Line = 1, Column = 1, Kind = DeclarationKind.Inside, Text = "",
                Unit = Units.OfEntry(source.Folder.Length == 0 ? "compose" : $"{source.Folder}/compose", service.Name),
                BuiltFrom = service.Context is { } context ? Units.OfFolder(Path.GetFullPath(Path.Combine("/", source.Folder, context)).Trim('/')) : null,
                Choice = new FileChoice($"{source.Folder}/compose", source.Name),
                Profiles = service.Profiles,
            };
            var seen = new HashSet<ComposePorts.Published>();
            foreach (var node in service.Ports)
                if (Port(node, variables) is { } port && seen.Add(port))
                    foreach (var found in Declared(node.Place.Path == source.Path ? source : above!, said, node, port)) yield return found;
        }
    }

    static MapNode? Services(SourceText source) => (YamlReader.Parse(source.Path, source.Text, []) as MapNode)?.Map("services");

    static IEnumerable<PortDeclaration> Declared(SourceText source, PortDeclaration said, Node node, ComposePorts.Published port)
    {
        var text = node is TextNode { Text: var shown } ? $"ports: {shown}" : $"published: {port.Host}, target: {port.Inside}";
        var (line, column) = source.PlaceOf(node.Place.Offset);
        said = said with { Path = source.Path, Line = line, Column = column, Text = Declare.Short(text), Protocol = port.Protocol };
        if (port.Host is { } host) yield return said with { Kind = DeclarationKind.Publishes, Ports = host, Address = port.Address };
        yield return said with { Ports = port.Inside };
    }

    static ComposePorts.Published? Port(Node node, IReadOnlyDictionary<string, string> variables) => node switch
    {
        TextNode { Text: var text } => ComposePorts.Short(VariableText.Filled(text, variables)),
        MapNode map => Long(name => map.Text(name) is { } text ? VariableText.Filled(text, variables) : null),
        _ => null,
    };

    static ComposePorts.Published? Long(Func<string, string?> text)
    {
        if (text("target") is not { } target || ComposePorts.Range(target) is not { } inside) return null;
        InetAddress? address = text("host_ip") is { } ip && InetAddress.TryParse(ip, out var at) ? at : null;
        return new ComposePorts.Published(address, text("published") is { } host ? ComposePorts.Range(host) : null, inside, text("protocol") == "udp" ? Protocol.Udp : Protocol.Tcp);
    }
}
