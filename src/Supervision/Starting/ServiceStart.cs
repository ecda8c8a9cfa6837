using Berth.Linux.Cgroups;
using Berth.Model.Services;

namespace Berth.Supervision.Starting;

/// <summary>All that one start of a service takes.</summary>
public sealed record ServiceStart(ServiceLaunch Launch)
{
    /// <summary>The control group that it runs in; null: none could be made, and its processes are found by session and environment.</summary>
    public OwnGroup? Group { get; init; }

    /// <summary>Takes the group away, with what goes with it, when the service has ended.</summary>
    public Action? Release { get; init; }

    /// <summary>The user that it becomes; null: the daemon's own.</summary>
    public uint? User { get; init; }

    /// <summary>For the person: what was done to its command, why a port is another one.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>With one more variable in its environment.</summary>
    public ServiceStart With(string name, string value) =>
        this with { Launch = Launch with { Environment = new Dictionary<string, string>(Launch.Environment) { [name] = value } } };
}

/// <summary>A start, or why there can be none now: one sentence.</summary>
public sealed record StartAnswer(ServiceStart? Start, string? Problem);

/// <summary>The program that becomes a service when it is started with <see cref="EntryWords"/>.</summary>
/// <param name="Path">The daemon itself.</param>
/// <param name="Words">What goes before; for a program that the runtime was told to run.</param>
public sealed record EntryProgram(string Path, IReadOnlyList<string> Words)
{
    /// <summary>This program.</summary>
    public static EntryProgram Itself => System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? new(Environment.ProcessPath!, [Environment.GetCommandLineArgs()[0]])
        : new(Environment.ProcessPath!, []);
}
