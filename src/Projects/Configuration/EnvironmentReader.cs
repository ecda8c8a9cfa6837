using Berth.Model.Services;
using Berth.Projects.Configuration.Checks;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>`env:` and `env_files:`, of the project and of a service.</summary>
sealed class EnvironmentReader(string root, List<Mention> mentions)
{
    /// <param name="service">Null: for every service.</param>
    public IReadOnlyList<EnvironmentEntry> Read(MapNode map, string? service)
    {
        var entries = new List<EnvironmentEntry>();
        foreach (var member in map.Map("env")?.Members ?? [])
        {
            var value = (TextNode)member.Value;
            mentions.Add(new Mention(service, value.Text, IsShell: false, value.Place));
            entries.Add(new EnvironmentEntry(member.Name, value.Text));
        }
        return entries;
    }

    public IReadOnlyList<EnvironmentFile> Files(MapNode map) => map["env_files"] switch
    {
        null => [],
        ListNode list => [.. list.Items.Select(File).OfType<EnvironmentFile>()],
        var one => File(one) is { } file ? [file] : [],
    };

    EnvironmentFile? File(Node node) => node switch
    {
        TextNode path => new EnvironmentFile(Full(path.Text), true),
        MapNode map when map.Text("path") is { } path => new EnvironmentFile(Full(path), map["required"] is null || ProjectReader.IsTrue(map["required"])),
        _ => null,
    };

    string Full(string path) => Path.GetFullPath(path, root);
}
