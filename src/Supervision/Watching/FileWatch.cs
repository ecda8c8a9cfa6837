using Berth.Engine.Services;
using Berth.Model.Services;

namespace Berth.Supervision.Watching;

/// <summary>
/// Tells when a file of a service has changed, once for each burst of changes: editors and compilers write many files at once. Dispose
/// it to hear no more.
/// </summary>
sealed class FileWatch : IDisposable
{
    static readonly TimeSpan calm = TimeSpan.FromMilliseconds(200);

    // What tools write by themselves would restart a service for ever.
    static readonly string[] never = [".git", "node_modules", "__pycache__"];

    readonly List<FileSystemWatcher> watchers = [];
    readonly PathPattern[] wanted, ignored;
    readonly string folder;
    readonly ITimer timer;
    readonly Lock gate = new();
    string? first;

    FileWatch(string folder, WatchPolicy policy, TimeProvider clock, Action<string> changed)
    {
        this.folder = folder;
        wanted = [.. policy.Paths.Select(static path => new PathPattern(path))];
        ignored = [.. policy.Ignored.Select(static path => new PathPattern(path))];
        timer = clock.CreateTimer(_ =>
        {
            string? path;
            lock (gate) (path, first) = (first, null);
            if (path is not null) changed(path);
        }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="changed">Gets the first path that changed, relative to the folder; on a thread of the pool.</param>
    /// <param name="problem">What cannot be watched, and why; null when all can.</param>
    public static FileWatch Start(string folder, WatchPolicy policy, TimeProvider clock, Action<string> changed, out string? problem)
    {
        problem = null;
        var watch = new FileWatch(folder, policy, clock, changed);
        foreach (var below in watch.wanted.Select(static pattern => pattern.Folder).Distinct())
        {
            var root = Path.Combine(folder, below);
            try
            {
                watch.Watch(root);
            }
            catch (Exception error) when (error is ArgumentException or IOException or UnauthorizedAccessException)
            {
                problem = $"{root} cannot be watched: {error.Message}";
            }
        }
        return watch;
    }

    void Watch(string root)
    {
        var watcher = new FileSystemWatcher(root) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.DirectoryName };
        watcher.Changed += (_, happened) => Notice(happened.FullPath);
        watcher.Created += (_, happened) => Notice(happened.FullPath);
        watcher.Deleted += (_, happened) => Notice(happened.FullPath);
        watcher.Renamed += (_, happened) => Notice(happened.FullPath);
        watcher.EnableRaisingEvents = true;
        watchers.Add(watcher);
    }

    void Notice(string fullPath)
    {
        var path = Path.GetRelativePath(folder, fullPath);
        if (path.Split('/').Any(never.Contains)) return;
        if (!Array.Exists(wanted, pattern => pattern.Means(path)) || Array.Exists(ignored, pattern => pattern.Means(path))) return;
        lock (gate) first ??= path;
        timer.Change(calm, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        foreach (var watcher in watchers) watcher.Dispose();
        timer.Dispose();
    }
}
