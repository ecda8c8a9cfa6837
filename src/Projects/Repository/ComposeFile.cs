using Berth.Model;
using Berth.Projects.Yaml;

namespace Berth.Projects.Repository;

/// <summary>Compose files: the published ports of each service.</summary>
static class ComposeFile
{
    public static IEnumerable<PortDeclaration> Read(SourceText source)
    {
        if (YamlReader.Parse(source.Path, source.Text, []) is not MapNode file || file.Map("services") is not { } services) yield break;
        foreach (var member in services.Members)
        {
            if (member.Value is not MapNode service) continue;
            var unit = Unit(source, member.Name, service);
            foreach (var port in service.Items("ports"))
                foreach (var found in Port(source, unit, port)) yield return found;
        }
    }

    // A service that is built from a folder is what that folder's own files speak of.
    static string Unit(SourceText source, string name, MapNode service)
    {
        var context = service.Text("build") ?? service.Map("build")?.Text("context");
        if (context is null) return Units.OfEntry("compose", name);
        var folder = Path.GetFullPath(Path.Combine("/", source.Folder, context)).Trim('/');
        return Units.OfFolder(folder);
    }

    static IEnumerable<PortDeclaration> Port(SourceText source, string unit, Node node)
    {
        var published = node switch
        {
            TextNode { Text: var text } => ComposePorts.Short(text),
            MapNode map => Long(map),
            _ => null,
        };
        if (published is null) yield break;
        var said = node is TextNode { Text: var shown } ? $"ports: {shown}" : $"published: {published.Host}, target: {published.Inside}";
        var offset = node.Place.Offset;
        if (published.Host is { } host) yield return Declare.At(source, offset, unit, DeclarationKind.Publishes, said, host, published.Address) with { Protocol = published.Protocol, IsForBrowsers = false };
        yield return Declare.At(source, offset, unit, DeclarationKind.Inside, said, published.Inside) with { Protocol = published.Protocol };
    }

    static ComposePorts.Published? Long(MapNode map)
    {
        if (map.Text("target") is not { } target || ComposePorts.Range(target) is not { } inside) return null;
        InetAddress? address = map.Text("host_ip") is { } ip && InetAddress.TryParse(ComposePorts.WithDefaults(ip), out var at) ? at : null;
        return new ComposePorts.Published(address, map.Text("published") is { } host ? ComposePorts.Range(host) : null, inside, map.Text("protocol") == "udp" ? Protocol.Udp : Protocol.Tcp);
    }
}
