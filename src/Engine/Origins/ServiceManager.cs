using Berth.Model.Processes;
using Berth.Model.Snapshots;

namespace Berth.Engine.Origins;

/// <summary>systemd, the machine's or a user's own.</summary>
static class ServiceManager
{
    const string Name = "systemd";

    /// <summary>The first process, or the file tells; a process that only calls itself so is none.</summary>
    public static bool Is(ProcessFacts process) => process.Name == Name
        && (ProgramFile.Name(process) is { } file ? file == Name : process.Pid == 1 || IsOwnManager(process.Cgroup.Value));

    /// <summary>Whether the machine has one that can be asked: in a container, paths of units are there without it.</summary>
    public static bool Runs(Snapshot snapshot) => snapshot.Processes.TryGetValue(1, out var first) && Is(first);

    // user@1000.service/init.scope holds a user's manager and nothing else (systemd.special(7)).
    static bool IsOwnManager(CgroupFacts? cgroup) => cgroup?.Path is { } path
        && path.EndsWith("/init.scope", StringComparison.Ordinal) && path.Contains("/user@", StringComparison.Ordinal);
}
