using Berth.Model.Repository;

namespace Berth.Projects;

/// <summary>Which project a folder belongs to: the nearest folder upwards that says what it runs.</summary>
public static class ProjectRoot
{
    /// <summary>Null when there is none up to the root of the checkout, or the person's home. Whose files they are is asked when they are read.</summary>
    public static string? Of(string folder)
    {
        var home = Environment.GetEnvironmentVariable("HOME");
        for (var at = Path.GetFullPath(folder); at is { Length: > 1 }; at = Path.GetDirectoryName(at))
        {
            // A link that leads nowhere, or a pipe, is told as what it is when it is read.
            if (ProjectMarks.Files.Any(file => IsThere(Path.Combine(at, file)))) return at;
            if (at == home || Path.Exists(Path.Combine(at, ".git"))) return null;
        }
        return null;
    }

    static bool IsThere(string path) => Path.Exists(path) && !Directory.Exists(path);
}
