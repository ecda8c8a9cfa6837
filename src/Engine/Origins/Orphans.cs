using Berth.Model.Knowledge;
using Berth.Model.Processes;

namespace Berth.Engine.Origins;

/// <summary>Processes above which nothing tells who started them.</summary>
static class Orphans
{
    public static Origin Of(ProcessFacts process, List<OriginStep> chain)
    {
        var first = chain.FindIndex(1, step => step.Role?.Kind == RoleKind.Init || step.Process.Pid == 1);
        if (first > 0) return Below(chain[first], chain[first - 1].Process, process, chain);
        var last = chain[^1].Process;
        if (last.ParentPid == 1) return Adopted("pid 1", last, process, chain);
        if (last.ParentPid == 0)
            return new Origin(OriginKind.Unknown, "Its parents are outside of what can be seen from here.", How.Hidden, "the parent's pid reads as 0", chain);
        return new Origin(OriginKind.Unknown, "Who started it could not be read.", How.Hidden, $"its parent, pid {last.ParentPid}, was not read", chain);
    }

    static Origin Below(OriginStep init, ProcessFacts top, ProcessFacts process, List<OriginStep> chain)
    {
        var name = $"{init.Process.Name} (pid {init.Process.Pid})";
        // systemd puts what it starts into a unit; a child without one came to it when its own parent ended.
        var startsOnlyUnits = ServiceManager.Is(init.Process) && top.Cgroup.How == How.Observed && !HasService(top);
        return startsOnlyUnits ? Adopted(name, top, process, chain)
            : new Origin(OriginKind.Init, $"{Subject(top, process)} is a child of {name}: started by it, or adopted when its own parent ended.",
                How.Inferred, "judged by its parent processes", chain) { StarterProcess = init.Process };
    }

    static Origin Adopted(string adopter, ProcessFacts top, ProcessFacts process, List<OriginStep> chain) =>
        new(OriginKind.Orphan, $"{Subject(top, process)} outlived its parent and was adopted by {adopter}: who started it can no longer be seen.",
            How.Inferred, "it is a child of the first process and belongs to no service", chain);

    static string Subject(ProcessFacts top, ProcessFacts process) => top.Pid == process.Pid ? "It" : $"{top.Name} (pid {top.Pid}), above it,";

    static bool HasService(ProcessFacts process) =>
        process.Cgroup.Value?.Unit is { } unit && unit.Name.EndsWith(".service", StringComparison.Ordinal) && !unit.Name.StartsWith("user@", StringComparison.Ordinal);
}
