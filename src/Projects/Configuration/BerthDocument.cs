using Berth.Model.Files;
using Berth.Projects.Configuration.Keys;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration;

/// <summary>berth.yaml with berth.local.yaml over it, checked against its keys: only what is right is left.</summary>
/// <param name="Root">Null when there is nothing to read.</param>
sealed record BerthDocument(MapNode? Root, List<YamlProblem> Problems)
{
    public const string Local = "berth.local.yaml";

    /// <summary>Null when the folder has no berth.yaml.</summary>
    /// <param name="trust">Whose files are obeyed; null: everybody's.</param>
    public static BerthDocument? In(string folder, FileTrust? trust)
    {
        var path = Path.Combine(folder, BerthFile.Name);
        if (!Path.Exists(path)) return null;
        var problems = new List<YamlProblem>();
        var file = YamlReader.Read(path, trust, problems);
        return Check(path, file, YamlReader.Read(Path.Combine(folder, Local), trust, problems), problems);
    }

    /// <param name="path">As it is named in problems.</param>
    public static BerthDocument Parse(string path, string text, string? local = null)
    {
        var problems = new List<YamlProblem>();
        return Check(path, YamlReader.Parse(path, text, problems), local is null ? null : YamlReader.Parse(Path.Combine(Path.GetDirectoryName(path)!, Local), local, problems), problems);
    }

    static BerthDocument Check(string path, Node? file, Node? local, List<YamlProblem> problems)
    {
        if (file is null && local is null) return new BerthDocument(null, problems);
        var all = local is null ? file! : NodeMerge.Over(file ?? new MapNode(new YamlPlace(path, 1, 1, 0), []), local);
        return new BerthDocument(BerthKeys.All.Check(all, BerthFile.Name, problems) as MapNode, problems);
    }

    /// <summary>In the order of the file, the overriding file behind it.</summary>
    public static IReadOnlyList<YamlProblem> Ordered(IEnumerable<YamlProblem> problems) =>
        [.. problems.Distinct().OrderBy(static problem => problem.Path.EndsWith(Local, StringComparison.Ordinal)).ThenBy(static problem => problem.Line).ThenBy(static problem => problem.Column)];
}
