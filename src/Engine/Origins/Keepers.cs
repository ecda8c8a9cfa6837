using Berth.Model.Processes;

namespace Berth.Engine.Origins;

/// <summary>
/// The nearest parent that waits for a process and could start it again: a loop of a shell, a program that runs others. Not a
/// person's shell, window or session, and not a launcher such as npm, which ends with what it runs.
/// </summary>
static class Keepers
{
    public static ProcessFacts? Of(List<OriginStep> chain)
    {
        if (chain.Count < 2) return null;
        var (parent, role) = (chain[1].Process, chain[1].Role);
        if (parent.Pid <= 1 || parent.IsKernelThread || ServiceManager.Is(parent)) return null;
        return role?.Kind switch
        {
            null or RoleKind.Supervisor => parent,
            // npm runs each script by a shell, and both end with it.
            RoleKind.Shell => RunsAScript(parent) && chain is not [_, _, { Role.Kind: RoleKind.Launcher }, ..] ? parent : null,
            _ => null,
        };
    }

    // "bash watch.sh", "sh -c 'while ...'"; a person's shell has options at most: "-bash", "bash -l".
    static bool RunsAScript(ProcessFacts shell)
    {
        if (shell.Arguments.Value is not { } arguments) return false;
        for (var i = 1; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith('-')) return true;
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) && arguments[i].Contains('c')) return true;
        }
        return false;
    }
}
