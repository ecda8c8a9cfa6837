namespace Berth.Model.Processes;

/// <summary>Which facts of a process are wanted. Each costs a read per process, so a snapshot reads only what will be shown.</summary>
[Flags]
public enum ProcessDetail
{
    /// <summary>Pid, name, parent, user id and start ticks.</summary>
    Identity = 0,
    Arguments = 1,
    Executable = 2,
    Directory = 4,

    /// <summary>The project needs the directory too.</summary>
    Project = 8,

    /// <summary>Unit and container, from the cgroup.</summary>
    Cgroup = 16,
    NetworkNamespace = 32,

    /// <summary>The user's name.</summary>
    User = 64,

    /// <summary>State, terminal and wall-clock start time.</summary>
    Status = 128,

    /// <summary>The parents, up to pid 1, with the same details.</summary>
    Ancestors = 256,
    All = 511,
}
