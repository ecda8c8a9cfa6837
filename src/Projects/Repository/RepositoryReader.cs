using Berth.Model.Knowledge;
using Berth.Model.Repository;

namespace Berth.Projects.Repository;

/// <summary>
/// Finds the files of a repository that name ports, and reads them. Runs nothing, follows no link, and leaves out what other
/// people wrote (node_modules, vendor) and what tools made (bin, dist).
/// </summary>
public static class RepositoryReader
{
    const int Deepest = 10, MostFiles = 5000;

    static readonly HashSet<string> leftOut =
        ["node_modules", "vendor", "bin", "obj", "dist", "build", "out", "target", "artifacts", "coverage", "venv", "__pycache__", "site-packages", "bower_components", "third_party"];

    /// <param name="path">A folder, or one file.</param>
    /// <param name="shortfalls">What could not be read.</param>
    public static IReadOnlyList<PortDeclaration> Read(string path, List<Shortfall> shortfalls)
    {
        var root = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        var files = Directory.Exists(path) ? Files(root, 0, shortfalls).Take(MostFiles + 1).ToList() : [path];
        if (files.Count > MostFiles)
        {
            shortfalls.Add(new Shortfall($"{path} has more than {MostFiles} files that could name ports: only the first were read", "berth lint FOLDER"));
            files.RemoveAt(MostFiles);
        }
        files.Sort(StringComparer.Ordinal);
        return new RepositoryReading(root, shortfalls).Of(files);
    }

    static IEnumerable<string> Files(string folder, int depth, List<Shortfall> shortfalls)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            shortfalls.Add(new Shortfall($"{folder} cannot be read: {error.Message}", null));
            yield break;
        }
        foreach (var entry in entries)
        {
            if (entry.LinkTarget is not null) continue;
            if (entry is FileInfo) { if (RepositoryReading.Knows(entry.Name)) yield return entry.FullName; }
            else if (depth < Deepest && !leftOut.Contains(entry.Name) && entry.Name[0] != '.')
                foreach (var inner in Files(entry.FullName, depth + 1, shortfalls)) yield return inner;
        }
    }
}
