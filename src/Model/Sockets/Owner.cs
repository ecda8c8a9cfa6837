using Berth.Model.Knowledge;
using Berth.Model.Processes;

namespace Berth.Model.Sockets;

/// <summary>Every process that holds a socket, and how that is known.</summary>
/// <param name="Processes">In order of pid. Empty when hidden or when nobody can hold it. When inferred: the candidates.</param>
/// <param name="Reason">Null when observed; otherwise a clause such as "another user's process (uid 107)".</param>
/// <param name="Remedy">The command that would show more, or null.</param>
public sealed record Owner(IReadOnlyList<ProcessFacts> Processes, How How, string? Reason = null, string? Remedy = null)
{
    public static Owner Unread { get; } = new([], How.Unread);

    public static Owner Of(ProcessFacts process) => new([process], How.Observed);
    public static Owner Hidden(string reason, string? remedy = null) => new([], How.Hidden, reason, remedy);

    /// <summary>The process that a person would name: of parent and forked workers the parent, else the lowest pid. Null when none is known.</summary>
    public ProcessFacts? First => Processes.Count == 0 ? null : Processes[0];
}
