using Berth.Model;
using Berth.Projects.Files;

namespace Berth.Projects.Repository;

/// <summary>
/// Finds the files of a repository that name ports, and reads them. Runs nothing, follows no link, and leaves out what other
/// people wrote (node_modules, vendor) and what tools made (bin, dist).
/// </summary>
public static class RepositoryReader
{
    const int Deepest = 10, MostFiles = 5000;
    const int LargestFile = 2 * 1024 * 1024;

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
        return [.. files.SelectMany(file => Declarations(root, file, shortfalls))];
    }

    static IReadOnlyList<PortDeclaration> Declarations(string root, string file, List<Shortfall> shortfalls)
    {
        if (ReaderOf(Path.GetFileName(file)) is not { } read) return [];
        var content = ForeignFile.Read(file, LargestFile);
        if (content.Text is { } text) return [.. read(new SourceText(Path.GetRelativePath(root, file).Replace('\\', '/'), text))];
        // A file that went away in between is none.
        if (!content.IsMissing) shortfalls.Add(new Shortfall($"{file} {content.Reason}: the ports that it names are not known", null));
        return [];
    }

    /// <summary>One line per kind of file.</summary>
    static Func<SourceText, IEnumerable<PortDeclaration>>? ReaderOf(string name) => name switch
    {
        "package.json" => PackageJson.Read,
        "angular.json" => AngularJson.Read,
        "launchSettings.json" => DotnetSettings.Read,
        "Dockerfile" or "Containerfile" => Dockerfile.Read,
        _ when name.StartsWith("Procfile", StringComparison.Ordinal) => Procfile.Read,
        _ when name == ".env" || name.StartsWith(".env.", StringComparison.Ordinal) => DotEnv.Read,
        _ when name.StartsWith("appsettings", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal) => DotnetSettings.Read,
        _ when IsYaml(name) && (name.StartsWith("compose", StringComparison.Ordinal) || name.StartsWith("docker-compose", StringComparison.Ordinal)) => ComposeFile.Read,
        _ when name.EndsWith(".Dockerfile", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Dockerfile.", StringComparison.Ordinal) => Dockerfile.Read,
        _ when IsScriptConfig(name) => ScriptConfig.Read,
        _ => null,
    };

    static bool IsYaml(string name) => name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal);

    static bool IsScriptConfig(string name)
    {
        var parts = name.Split('.');
        return parts.Length is 3 or 4 && parts[1] is "config" or "dev" && parts[^1] is "js" or "ts" or "mjs" or "mts" or "cjs" or "cts"
            && parts[0] is "vite" or "vitest" or "webpack" or "next" or "nuxt" or "astro" or "rsbuild" or "rspack" or "svelte" or "vue";
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
            if (entry is FileInfo) { if (ReaderOf(entry.Name) is not null) yield return entry.FullName; }
            else if (depth < Deepest && !leftOut.Contains(entry.Name) && entry.Name[0] != '.')
                foreach (var inner in Files(entry.FullName, depth + 1, shortfalls)) yield return inner;
        }
    }
}
