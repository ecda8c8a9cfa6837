using Berth.Model;
using Berth.Projects.Yaml;
using YamlDotNet.RepresentationModel;

namespace Berth.Projects.Repository;

/// <summary>Compose files: the published ports of each service.</summary>
static class ComposeFile
{
    public static IEnumerable<PortDeclaration> Read(SourceText source)
    {
        if (YamlFile.Parse(source.Path, source.Text, []) is not YamlMappingNode file || Member(file, "services") is not YamlMappingNode services) yield break;
        foreach (var (key, value) in services.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || value is not YamlMappingNode service || Member(service, "ports") is not YamlSequenceNode ports) continue;
            var unit = Unit(source, name, service);
            foreach (var port in ports)
                foreach (var found in Port(source, unit, port)) yield return found;
        }
    }

    // A service that is built from a folder is what that folder's own files speak of.
    static string Unit(SourceText source, string name, YamlMappingNode service)
    {
        var build = Member(service, "build");
        var context = (build as YamlScalarNode)?.Value ?? (build is YamlMappingNode map ? (Member(map, "context") as YamlScalarNode)?.Value : null);
        if (context is null) return Units.OfEntry("compose", name);
        var folder = Path.GetFullPath(Path.Combine("/", source.Folder, context)).Trim('/');
        return Units.OfFolder(folder);
    }

    static IEnumerable<PortDeclaration> Port(SourceText source, string unit, YamlNode node)
    {
        var published = node switch
        {
            YamlScalarNode { Value: { } text } => ComposePorts.Short(text),
            YamlMappingNode map => Long(map),
            _ => null,
        };
        if (published is null) yield break;
        var said = node is YamlScalarNode { Value: { } shown } ? $"ports: {shown}" : $"published: {published.Host}, target: {published.Inside}";
        var offset = (int)node.Start.Index;
        if (published.Host is { } host) yield return Declare.At(source, offset, unit, DeclarationKind.Publishes, said, host, published.Address) with { Protocol = published.Protocol, IsForBrowsers = false };
        yield return Declare.At(source, offset, unit, DeclarationKind.Inside, said, published.Inside) with { Protocol = published.Protocol };
    }

    static ComposePorts.Published? Long(YamlMappingNode map)
    {
        if (Text(map, "target") is not { } target || ComposePorts.Range(target) is not { } inside) return null;
        InetAddress? address = Text(map, "host_ip") is { } ip && InetAddress.TryParse(ComposePorts.WithDefaults(ip), out var at) ? at : null;
        return new ComposePorts.Published(address, Text(map, "published") is { } host ? ComposePorts.Range(host) : null, inside, Text(map, "protocol") == "udp" ? Protocol.Udp : Protocol.Tcp);
    }

    static string? Text(YamlMappingNode map, string key) => (Member(map, key) as YamlScalarNode)?.Value;

    static YamlNode? Member(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
}
