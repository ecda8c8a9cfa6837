using Berth.Projects.Yaml;

namespace Berth.Projects.Import;

/// <summary>Containers of a compose file are named in a comment: Berth does not run them.</summary>
static class ComposeMention
{
    static readonly string[] files = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

    public static void Add(string root, BerthDraft draft)
    {
        foreach (var name in files)
        {
            if (YamlReader.Read(Path.Combine(root, name), null, []) is not MapNode file || file.Map("services") is not { } services) continue;
            draft.Notes.Add($"{name} has containers, which Berth does not run. Start them with `docker compose up -d`:");
            foreach (var member in services.Members)
                if (member.Value is MapNode service) draft.Notes.Add($"  {Excerpt.Of(member.Name)}: {What(service)}{Ports(service)}");
            return;
        }
    }

    static string What(MapNode service) =>
        service.Text("image") is { } image ? $"image {Excerpt.Of(image)}" : service["build"] is not null ? $"built from {Excerpt.Of(service.Text("build") ?? service.Map("build")?.Text("context") ?? ".")}" : "a container";

    static string Ports(MapNode service)
    {
        var ports = service.Items("ports").Select(static port => port is TextNode text ? text.Text : (port as MapNode)?.Text("published")).OfType<string>().Select(Excerpt.Of).ToArray();
        return ports.Length == 0 ? "" : $", ports {string.Join(", ", ports)}";
    }
}
