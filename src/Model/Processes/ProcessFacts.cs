using Berth.Model.Knowledge;

namespace Berth.Model.Processes;

/// <summary>
/// What is known of one process. Names, paths and arguments come from the process itself and may be hostile: escape them
/// before they reach a terminal.
/// </summary>
public sealed record ProcessFacts
{
    public required int Pid { get; init; }

    /// <summary>Clock ticks after boot; with the pid, the identity.</summary>
    public ulong StartTicks { get; init; }

    /// <summary>Null when not read.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>The short name (comm), chosen by the process: 15 bytes of it, or the whole where the command line has it.</summary>
    public required string Name { get; init; }

    public int ParentPid { get; init; }

    /// <summary>The effective user.</summary>
    public uint UserId { get; init; }

    /// <summary>The user lies outside of our user namespace, so that the kernel shows its overflow number in its place.</summary>
    public bool IsUserHidden { get; init; }

    /// <summary>The user's name; null when the number has none or it was not read.</summary>
    public string? User { get; init; }

    /// <summary>R, S, D, T (stopped), Z (zombie)... as in /proc/PID/stat; '\0' when not read.</summary>
    public char State { get; init; }

    /// <summary>The controlling terminal, such as "pts/3", or null.</summary>
    public string? Terminal { get; init; }

    public bool IsKernelThread { get; init; }

    /// <summary>argv. Observed and empty for kernel threads and zombies.</summary>
    public Known<IReadOnlyList<string>> Arguments { get; init; }

    /// <summary>The path of the running file; ends in " (deleted)" when it was replaced since.</summary>
    public Known<string> Executable { get; init; }

    /// <summary>The working directory.</summary>
    public Known<string> Directory { get; init; }

    public Known<Project> Project { get; init; }

    /// <summary>Its paths are of another mount namespace: from here they lead to other files, or nowhere. Told with any of them.</summary>
    public bool SeesOtherFiles { get; init; }

    public Known<CgroupFacts> Cgroup { get; init; }

    /// <summary>For a container engine's port forwarder (docker-proxy): the container it leads to. Null for every other process.</summary>
    public Known<Container> ForwardsTo { get; init; }

    /// <summary>The inode number of its network namespace.</summary>
    public Known<ulong> NetworkNamespace { get; init; }

    public ProcessKey Key => new(Pid, StartTicks);
}
