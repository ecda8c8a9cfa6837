using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Berth.Linux.Files;
using Berth.Linux.Native;
using Berth.Model.Processes;
using Berth.Model.Repository;

namespace Berth.Probes.Linux.Projects;

/// <summary>
/// Finds the project that a folder belongs to: the nearest folder upwards with a mark of one (<see cref="ProjectMarks"/>), and the branch of its git work tree. Reads a few
/// small files, with the rights of whose folder it is, and runs nothing. Answers are kept per folder and user; any thread may ask.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class ProjectFinder
{
    const int MaxDepth = 64;

    readonly ConcurrentDictionary<(string Folder, uint? User), Project?> found = new();

    /// <param name="user">Whose process told the folder; null: the person who asks is in it.</param>
    /// <exception cref="UnauthorizedAccessException">We are root, and may not take that user's rights: nothing was read.</exception>
    public Project? Find(string folder, uint? user = null)
    {
        if (!Path.IsPathRooted(folder) || folder.EndsWith(" (deleted)", StringComparison.Ordinal)) return null;
        return found.GetOrAdd((folder, user), static asked => Find(asked.Folder, asked.User, OurFiles.Tree));
    }

    /// <summary>The same among the files that a process sees which has others than we.</summary>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static Project? FindIn(FileRoot root, string folder, uint user) => Find(folder, user, new ItsFiles(root));

    static Project? Find(string folder, uint? user, IFileTree files) => FileUser.Run(Reader(folder, user, files), () => Search(folder, files));

    // Also a process of root's may be in a folder of somebody else, who chose what lies there.
    static uint? Reader(string folder, uint? user, IFileTree files) => user is null or > 0 ? user : files.OwnerOf(folder);

    static Project? Search(string folder, IFileTree files)
    {
        var current = folder;
        string? root = null;
        for (var depth = 0; depth < MaxDepth && current is { Length: > 1 }; depth++)
        {
            if (GitWorkTree.At(current, files) is { } git) return root is null || root == current ? git : git with { Name = Path.GetFileName(root), Root = root };
            if (root is null && SaysWhatRuns(current, files)) root = current;
            current = Path.GetDirectoryName(current);
        }
        return root is null ? null : new Project(Path.GetFileName(root), root, null, null);
    }

    static bool SaysWhatRuns(string folder, IFileTree files)
    {
        foreach (var file in ProjectMarks.Files)
            if (files.Has(Path.Combine(folder, file))) return true;
        return false;
    }
}
