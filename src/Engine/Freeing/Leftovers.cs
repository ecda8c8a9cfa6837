using Berth.Engine.Listing;
using Berth.Model.Snapshots;

namespace Berth.Engine.Freeing;

/// <summary>Workers that were to end with their parent and did not: they still hold the very same socket.</summary>
public static class Leftovers
{
    /// <summary>Only processes that held a chosen socket from the start, and were not asked yet; judged anew like every holder.</summary>
    /// <param name="later">Taken after the plan was carried out.</param>
    /// <param name="rows">All of its rows: the filter may have named the parent.</param>
    public static IReadOnlyList<SignalProcess> Of(FreePlan done, Snapshot later, IReadOnlyList<Row> rows, FreeOptions options)
    {
        var closed = done.Closes;
        var inodes = closed.Select(static socket => socket.Inode).Where(static inode => inode != 0).ToHashSet();
        var known = closed.SelectMany(static socket => socket.Owner.Processes).Select(static process => process.Key).ToHashSet();
        var asked = done.Steps.OfType<SignalProcess>().Select(static step => step.Process).ToHashSet();
        // Without a parent that was asked there is nobody whose workers these are.
        if (asked.Count == 0) return [];
        var again = FreePlanner.Plan(later, Choice.OfSockets(rows, socket => inodes.Contains(socket.Inode)), options);
        return [.. again.Steps.OfType<SignalProcess>().Where(step => known.Contains(step.Process) && !asked.Contains(step.Process))];
    }
}
