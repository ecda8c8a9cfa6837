using System.Text.Json;
using Berth.Projects.Repository;
using Berth.Projects.Yaml;

namespace Berth.Projects.Import;

/// <summary>The packages of a workspace: `workspaces` of package.json, or pnpm-workspace.yaml.</summary>
static class NodeWorkspaces
{
    const int MostFolders = 500, Deepest = 4;

    /// <summary>Folders relative to the root, in their order; none when it is no workspace.</summary>
    public static IReadOnlyList<string> Folders(string root)
    {
        var folders = Globs(root).Where(static glob => !glob.StartsWith('!') && !glob.Contains("..", StringComparison.Ordinal)).SelectMany(glob => Expand(root, "", glob.Trim('/').Split('/'), 0));
        return [.. folders.Where(folder => File.Exists(Path.Combine(root, folder, "package.json"))).Distinct().Take(MostFolders).Order(StringComparer.Ordinal)];
    }

    static IEnumerable<string> Globs(string root)
    {
        if (YamlReader.Read(Path.Combine(root, "pnpm-workspace.yaml"), null, []) is MapNode pnpm) return pnpm.Texts("packages");
        using var package = PackageScripts.Read(root);
        if (package is null || package.RootElement.ValueKind != JsonValueKind.Object || !package.RootElement.TryGetProperty("workspaces", out var said)) return [];
        if (said.ValueKind == JsonValueKind.Object && said.TryGetProperty("packages", out var packages)) said = packages;
        return said.ValueKind == JsonValueKind.Array ? [.. said.EnumerateArray().Where(static one => one.ValueKind == JsonValueKind.String).Select(static one => one.GetString()!)] : [];
    }

    static IEnumerable<string> Expand(string root, string folder, string[] parts, int depth)
    {
        if (parts.Length == 0) return [folder];
        if (depth > Deepest) return [];
        var inner = parts[0] is "*" or "**" ? Below(root, folder) : [Path.Combine(folder, parts[0])];
        return parts[0] == "**"
            ? inner.SelectMany(one => Expand(root, one, parts, depth + 1).Append(one))
            : inner.SelectMany(one => Expand(root, one, parts[1..], depth + 1));
    }

    static IEnumerable<string> Below(string root, string folder)
    {
        try
        {
            return [.. new DirectoryInfo(Path.Combine(root, folder)).EnumerateDirectories().Where(static one => one.LinkTarget is null && one.Name[0] != '.' && one.Name != "node_modules").Take(MostFolders).Select(one => Path.Combine(folder, one.Name))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
