namespace Berth.Architecture.Tests;

public class FolderTests
{
    [Fact]
    public void Folders_refer_to_each_other_in_one_direction()
    {
        foreach (var project in Checkout.Projects)
        {
            var edges = Edges(project);
            foreach (var folder in edges.Keys)
                Assert.False(Reaches(folder, folder, edges, []), $"src/{project}/{folder} refers to itself through other folders: {string.Join(", ", edges[folder])}");
        }
    }

    [Fact]
    public void A_file_stays_within_one_idea()
    {
        const int most = 400;
        foreach (var project in Checkout.Projects)
            foreach (var path in Checkout.Sources(project))
            {
                var lines = File.ReadLines(path).Count();
                Assert.True(lines <= most, $"{Path.GetRelativePath(Checkout.Root, path)} has {lines} lines: split it by idea");
            }
    }

    // The folders below a project, and which of them each one uses, by `using` lines of the project's own namespaces.
    static Dictionary<string, HashSet<string>> Edges(string project)
    {
        var edges = new Dictionary<string, HashSet<string>>();
        var prefix = $"using Berth.{project}.";
        foreach (var path in Checkout.Sources(project))
        {
            var folder = Folder(project, path);
            if (folder.Length == 0) continue;
            if (!edges.TryGetValue(folder, out var uses)) edges[folder] = uses = [];
            foreach (var line in File.ReadLines(path))
            {
                if (!line.StartsWith(prefix, StringComparison.Ordinal)) continue;
                var target = line[prefix.Length..].TrimEnd(';').Replace('.', '/');
                if (target != folder) uses.Add(target);
            }
        }
        return edges;
    }

    static string Folder(string project, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Checkout.Root, "src", project), path))!;
        return folder.Replace(Path.DirectorySeparatorChar, '/');
    }

    static bool Reaches(string from, string goal, Dictionary<string, HashSet<string>> edges, HashSet<string> seen)
    {
        if (!edges.TryGetValue(from, out var uses)) return false;
        foreach (var next in uses)
            if (next == goal || (seen.Add(next) && Reaches(next, goal, edges, seen))) return true;
        return false;
    }
}
