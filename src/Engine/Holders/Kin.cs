using Berth.Model.Processes;
using Berth.Model.Snapshots;

namespace Berth.Engine.Holders;

/// <summary>Which processes count as ours when it is asked whose a socket is.</summary>
/// <param name="Has">Whether a process, found in that snapshot, is one of ours.</param>
/// <param name="HasUnseen">Whether one of ours may not be looked into: a program with capabilities, for one (ptrace(2), PTRACE_MODE_READ). It may take a while.</param>
public sealed record Kin(Func<ProcessFacts, Snapshot, bool> Has, Func<bool> HasUnseen)
{
    /// <summary>Nobody.</summary>
    public static Kin None { get; } = new(static (_, _) => false, static () => false);
}
