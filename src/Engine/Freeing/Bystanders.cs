using Berth.Model.Knowledge;
using Berth.Model.Snapshots;

namespace Berth.Engine.Freeing;

/// <summary>What else closes when a process ends: its other listeners, which nobody chose.</summary>
sealed class Bystanders(Snapshot snapshot)
{
    public string? Of(SignalProcess step, IReadOnlyList<FreeStep> all)
    {
        var chosen = all.SelectMany(other => other.Closes).Select(Place.Of).ToHashSet();
        var others = snapshot.Sockets
            .Where(socket => socket.IsListener && !chosen.Contains(Place.Of(socket)) && socket.Owner.How == How.Observed
                && socket.Owner.Processes is [var only] && only.Key == step.Process)
            .Select(Place.Of).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (others.Length == 0) return null;
        var named = others.Length <= 4 ? string.Join(", ", others) : $"{string.Join(", ", others.Take(3))} and {others.Length - 3} more";
        return $"{step.Name} (pid {step.Process.Pid}) also listens on {named}: that closes too.";
    }
}
