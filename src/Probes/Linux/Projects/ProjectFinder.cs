using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Berth.Model;

namespace Berth.Probes.Linux.Projects;

/// <summary>
/// Finds the project that a folder belongs to: the nearest folder upwards with a berth.yaml or a git work tree. Reads a few
/// small files and runs nothing. Answers are kept per folder; any thread may ask.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class ProjectFinder
{
    const int MaxDepth = 64;

    readonly ConcurrentDictionary<string, Project?> found = new(StringComparer.Ordinal);

    public Project? Find(string folder)
    {
        if (!Path.IsPathRooted(folder) || folder.EndsWith(" (deleted)", StringComparison.Ordinal)) return null;
        return found.GetOrAdd(folder, Search);
    }

    static Project? Search(string folder)
    {
        var current = folder;
        for (var depth = 0; depth < MaxDepth && current is { Length: > 1 }; depth++)
        {
            if (GitWorkTree.At(current) is { } git) return git;
            if (File.Exists(Path.Combine(current, "berth.yaml"))) return new Project(Path.GetFileName(current), current, null, null);
            current = Path.GetDirectoryName(current);
        }
        return null;
    }
}
