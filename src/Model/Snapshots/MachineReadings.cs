using Berth.Model.Containers;
using Berth.Model.Files;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;

namespace Berth.Model.Snapshots;

/// <summary>What an audit reads of the machine besides its sockets. What could not be read is empty, and said in <see cref="Shortfalls"/>.</summary>
public sealed record MachineReadings
{
    /// <summary>Kernel settings by their sysctl name: "net.ipv4.ip_forward" = "1".</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The hosts file.</summary>
    public IReadOnlyList<HostsEntry> Hosts { get; init; } = [];

    public IReadOnlyList<ContainerEngine> Engines { get; init; } = [];

    /// <summary>By the path that <see cref="ProcessFacts.Executable"/> gives, of processes that see the files that we see.</summary>
    public IReadOnlyDictionary<string, ExecutableFile> Executables { get; init; } = new Dictionary<string, ExecutableFile>();

    /// <summary>What a process runs; null where it was not looked at, or is in another mount namespace.</summary>
    public ExecutableFile? ProgramOf(ProcessFacts process) =>
        process is { SeesOtherFiles: false, Executable.Value: { } path } && Executables.TryGetValue(path, out var file) ? file : null;

    public IReadOnlyList<LocalRoot> LocalRoots { get; init; } = [];

    /// <summary>Private keys that services name on their command lines.</summary>
    public IReadOnlyList<AccessToFile> Keys { get; init; } = [];

    /// <summary>Null when ufw is not installed.</summary>
    public UfwState? Ufw { get; init; }

    public IReadOnlyList<Shortfall> Shortfalls { get; init; } = [];
}
