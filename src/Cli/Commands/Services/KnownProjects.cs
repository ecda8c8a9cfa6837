using Berth.Api.Messages;

namespace Berth.Cli.Commands.Services;

/// <summary>The projects that the daemon knows, for who cannot tell by files: those may be gone, or elsewhere.</summary>
sealed class KnownProjects(IReadOnlyList<ProjectStatus> all)
{
    /// <summary>Those of which something runs.</summary>
    public IReadOnlyList<ProjectStatus> Running { get; } = [.. all.Where(static project => project.Services.Any(static service => service.Pid is not null))];

    /// <summary>The running one that a folder is in, the nearest; null when there is none.</summary>
    public ProjectStatus? Around(string folder) =>
        Running.Where(project => folder == project.Root || folder.StartsWith($"{project.Root}/", StringComparison.Ordinal)).MaxBy(static project => project.Root.Length);

    /// <summary>Those that a person may mean by a word, as `berth ps` shows them: a name, or the path of the folder.</summary>
    public IReadOnlyList<ProjectStatus> Named(string word, string? folder)
    {
        if (Running.FirstOrDefault(project => project.Root == Path.TrimEndingDirectorySeparator(word)) is { } exact) return [exact];
        if (folder is not null && word.Contains('/') && Around(Path.GetFullPath(word, folder)) is { } below) return [below];
        return [.. Running.Where(project => project.Name == word)];
    }

    /// <summary>Running ones whose folder is gone: moved, or deleted.</summary>
    public IReadOnlyList<ProjectStatus> Lost => [.. Running.Where(static project => !Directory.Exists(project.Root))];
}
