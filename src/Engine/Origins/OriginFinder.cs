using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Snapshots;

namespace Berth.Engine.Origins;

/// <summary>Walks up from a process and takes the nearest thing that tells why it runs.</summary>
static class OriginFinder
{
    // A chain is a few processes long; the limit and the set of seen pids bound a snapshot that was read while pids changed.
    const int Longest = 64;

    public static Origin Find(ProcessFacts process, Snapshot snapshot)
    {
        var chain = ChainOf(process, snapshot);
        var restarter = FirstRole(chain, RoleKind.Supervisor)?.Process;
        return Classify(process, chain) with { Restarter = restarter, Keeper = Keepers.Of(chain) };
    }

    static Origin Classify(ProcessFacts process, List<OriginStep> chain)
    {
        if (process.IsKernelThread) return new Origin(OriginKind.Kernel, "A thread of the kernel itself.", How.Observed, null, chain);
        if (process.Pid == 1) return new Origin(OriginKind.Init, "The first process of the system: the kernel started it.", How.Observed, null, chain);
        var cgroup = process.Cgroup;
        if (cgroup.Value?.Container is { } container) return OfContainer(container, cgroup, chain);
        var starter = StarterOf(chain);
        if (cgroup.Value?.Unit is { } unit && IsService(unit) && !IsStartersOwn(unit, starter)) return OfUnit(unit, cgroup, chain);
        if (starter is not null) return OfStarter(starter, process, chain);
        return Orphans.Of(process, chain);
    }

    static List<OriginStep> ChainOf(ProcessFacts process, Snapshot snapshot)
    {
        var chain = new List<OriginStep>();
        var seen = new HashSet<int>();
        for (var at = process; at is not null && chain.Count < Longest && seen.Add(at.Pid); at = Parent(at, snapshot))
            chain.Add(new OriginStep(at, Roles.Of(at)));
        return chain;
    }

    // A pid that was used again belongs to a younger process, which cannot be the parent.
    static ProcessFacts? Parent(ProcessFacts child, Snapshot snapshot) =>
        child.ParentPid > 0 && snapshot.Processes.TryGetValue(child.ParentPid, out var parent)
        && (parent.StartTicks <= child.StartTicks || child.StartTicks == 0) ? parent : null;

    // The process itself may be an editor or a terminal: then what started it is above.
    static OriginStep? StarterOf(List<OriginStep> chain)
    {
        for (var i = 1; i < chain.Count; i++)
            if (chain[i].Role is { } role && KindOf(role) != OriginKind.Unknown) return chain[i];
        return null;
    }

    static OriginStep? FirstRole(List<OriginStep> chain, RoleKind kind)
    {
        for (var i = 1; i < chain.Count; i++)
            if (chain[i].Role?.Kind == kind) return chain[i];
        return null;
    }

    static Origin OfContainer(Container container, Known<CgroupFacts> cgroup, List<OriginStep> chain)
    {
        var image = container.Image.Value is { } name ? $", image {name}" : "";
        return new Origin(OriginKind.Container, $"Runs in the {container.Engine} container {container.Label}{image}.", cgroup.How, cgroup.Reason, chain)
        {
            Starter = container.Label,
            Container = container,
        };
    }

    static Origin OfUnit(ServiceUnit unit, Known<CgroupFacts> cgroup, List<OriginStep> chain)
    {
        var whose = unit.ManagerUserId is null ? $"{unit.Manager} runs it" : "the user's own service manager runs it";
        return new Origin(OriginKind.Unit, $"Part of {unit.Name}: {whose}.", cgroup.How, cgroup.Reason, chain) { Starter = unit.Name, Unit = unit };
    }

    static Origin OfStarter(OriginStep starter, ProcessFacts process, List<OriginStep> chain)
    {
        var role = starter.Role!;
        var kind = KindOf(role);
        var through = Through(chain, starter);
        var where = Where(kind, role, process);
        var outer = kind is OriginKind.Agent or OriginKind.Ide ? Outer(chain, starter) : null;
        return new Origin(kind, $"Started {where}{through}{outer}.", How.Inferred, $"its parent {starter.Process.Name} (pid {starter.Process.Pid})", chain)
        {
            Starter = role.Label,
            StarterProcess = starter.Process,
        };
    }

    static string Where(OriginKind kind, Role role, ProcessFacts process) => kind switch
    {
        OriginKind.Terminal => $"from a terminal ({role.Label}{(process.Terminal is { } tty ? $", {tty}" : "")})",
        OriginKind.Ssh => $"from a remote login ({role.Label}{(process.Terminal is { } tty ? $", {tty}" : "")})",
        OriginKind.Ide => process.Terminal is { } tty ? $"by {role.Label}, in its terminal {tty}" : $"by {role.Label}",
        OriginKind.CiRunner => $"by a CI job ({role.Label})",
        _ => $"by {role.Label}",
    };

    // The programs between, as a person would tell it: "through npm". Shells say nothing.
    static string Through(List<OriginStep> chain, OriginStep starter)
    {
        var names = new List<string>();
        for (var i = 1; i < chain.Count && chain[i] != starter; i++)
            if (chain[i].Role is { Kind: RoleKind.Launcher or RoleKind.Supervisor } role && !names.Contains(role.Label)) names.Insert(0, role.Label);
        return names.Count == 0 ? "" : $", through {string.Join(" and ", names)}";
    }

    static string? Outer(List<OriginStep> chain, OriginStep starter)
    {
        for (var i = chain.IndexOf(starter) + 1; i < chain.Count; i++)
            if (chain[i].Role is { Kind: RoleKind.Ide or RoleKind.Terminal or RoleKind.Ssh } role && role.Label != starter.Role!.Label) return $", inside {role.Label}";
        return null;
    }

    static OriginKind KindOf(Role role) => role.Kind switch
    {
        RoleKind.Agent => OriginKind.Agent,
        RoleKind.Ide => OriginKind.Ide,
        RoleKind.Terminal => OriginKind.Terminal,
        RoleKind.Ssh => OriginKind.Ssh,
        RoleKind.Cron => OriginKind.Cron,
        RoleKind.CiRunner => OriginKind.CiRunner,
        RoleKind.Desktop or RoleKind.Browser => OriginKind.Desktop,
        _ => OriginKind.Unknown,
    };

    // Scopes hold a login or a terminal's tab; user@1000.service holds a whole session: none of them tells why a process runs.
    static bool IsService(ServiceUnit unit) =>
        unit.Name.EndsWith(".service", StringComparison.Ordinal) && !unit.Name.StartsWith("user@", StringComparison.Ordinal);

    // A shell in the terminal's, cron's or the CI runner's own service: that program is the nearer reason, and stopping its
    // service would stop much more.
    static bool IsStartersOwn(ServiceUnit unit, OriginStep? starter) => starter?.Process.Cgroup.Value?.Unit is { } own && own == unit;
}
