using Berth.Model;

namespace Berth.Engine.Listing;

/// <summary>What the rows of one snapshot share.</summary>
public sealed class RowContext(Snapshot? snapshot)
{
    // By the number's bits as an int: the framework's dictionary of those is compiled already.
    Dictionary<int, string>? users;

    public static RowContext None { get; } = new(null);

    public Snapshot? Snapshot => snapshot;

    /// <summary>Whole seconds that a process has run when the snapshot was taken; null when its start was not read.</summary>
    public long? UptimeOf(ProcessFacts process) =>
        snapshot is null || process.Started is not { } started ? null : Math.Max(0, (long)(snapshot.TakenAt - started).TotalSeconds);

    public string? InterfaceName(uint index)
    {
        foreach (var link in snapshot?.Host.Interfaces ?? [])
            if (link.Index == index) return link.Name;
        return null;
    }

    /// <summary>The name of a user of whom some process was read; null when none was.</summary>
    public string? UserName(uint userId)
    {
        if (userId == 0) return "root";
        // Two threads may both build it: the result is the same.
        users ??= Users();
        return users.TryGetValue((int)userId, out var name) ? name : null;
    }

    Dictionary<int, string> Users()
    {
        var names = new Dictionary<int, string>();
        if (snapshot is null) return names;
        foreach (var process in snapshot.Processes.Values)
            if (process.User is { } name) names[(int)process.UserId] = name;
        return names;
    }
}
