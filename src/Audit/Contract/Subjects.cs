using Berth.Engine.Frameworks;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Sockets;

namespace Berth.Audit.Contract;

/// <summary>
/// The name under which findings of a service are grouped and remembered: container, else unit, else what runs in which
/// project, else the program's file. The same after a restart.
/// </summary>
static class Subjects
{
    public static string Of(SocketRecord socket)
    {
        if (socket.Owner.First is { } process) return Of(process);
        if (socket.Cgroup is { } made && OfCgroup(made) is { } maker) return maker;
        return socket.Owner.How == How.Hidden ? $"a process of user {socket.UserId} that cannot be seen" : "the kernel";
    }

    public static string Of(ProcessFacts process)
    {
        if (process.ForwardsTo.Value is { } served) return $"container {served.Label}";
        if (process.Cgroup.Value is { } cgroup && OfCgroup(cgroup) is { } maker) return maker;
        var framework = Framework.Of(process);
        var name = framework ?? process.Name;
        if (process.Project.Value is { } project) return $"{name} of {project.Name}{(project.Worktree is { } tree ? $" ({tree})" : "")}";
        return framework is null && process.Executable.Value is { } path && !path.EndsWith($"/{name}", StringComparison.Ordinal) ? $"{name} ({Undeleted(path)})" : name;
    }

    static string? OfCgroup(CgroupFacts cgroup)
    {
        if (cgroup.Container is { } container) return $"container {container.Label}";
        if (cgroup.Unit is not { } unit || unit.Name.StartsWith("user@", StringComparison.Ordinal)) return null;
        return unit.Name.EndsWith(".service", StringComparison.Ordinal) || unit.Name.EndsWith(".socket", StringComparison.Ordinal) ? unit.Name : null;
    }

    static string Undeleted(string path) => path.EndsWith(" (deleted)", StringComparison.Ordinal) ? path[..^" (deleted)".Length] : path;
}
