using Berth.Model.Processes;
using Berth.Model.Snapshots;

namespace Berth.Engine.Listing;

/// <summary>What the rows of one snapshot share.</summary>
public sealed class RowContext(Snapshot? snapshot)
{
    public static RowContext None { get; } = new(null);

    /// <summary>Whole seconds that a process has run when the snapshot was taken; null when its start was not read.</summary>
    public long? UptimeOf(ProcessFacts process) =>
        snapshot is null || process.Started is not { } started ? null : Math.Max(0, (long)(snapshot.TakenAt - started).TotalSeconds);

    public string? InterfaceName(uint index)
    {
        foreach (var link in snapshot?.Host.Interfaces ?? [])
            if (link.Index == index) return link.Name;
        return null;
    }

    /// <summary>Whether a user's number is not that user's, but stands for all whom we do not see.</summary>
    public bool IsHiddenUser(uint userId) => snapshot?.HiddenUser == userId;

    /// <summary>The name of a user that a socket belongs to; null when it has none or was not asked for.</summary>
    public string? UserName(uint userId)
    {
        foreach (var user in snapshot?.Users ?? [])
            if (user.Id == userId) return user.Name;
        return userId == 0 ? "root" : null;
    }
}
