using Berth.Model.Addressing;

namespace Berth.Model.Services;

/// <summary>One service of a project, or one task: a command that ends by itself. Texts are templates: ${api.url}, ${port}, ${NAME}.</summary>
public sealed record ServiceDefinition(string Name, ServiceCommand Command)
{
    /// <summary>Where it runs; absolute.</summary>
    public required string Directory { get; init; }

    public IReadOnlyList<EnvironmentEntry> Environment { get; init; } = [];

    /// <summary>A later file wins over an earlier one, <see cref="Environment"/> over all.</summary>
    public IReadOnlyList<EnvironmentFile> EnvironmentFiles { get; init; } = [];

    /// <summary>The first one is what `${name.port}` and `${name.url}` mean, and what PORT says.</summary>
    public IReadOnlyList<PortDefinition> Ports { get; init; } = [];

    public IReadOnlyList<Need> Needs { get; init; } = [];

    /// <summary>Null: ready when its first TCP port is listened on, or, without ports, when it was started.</summary>
    public Readiness? Ready { get; init; }

    public RestartPolicy Restart { get; init; } = RestartPolicy.OnFailure;

    public StopPolicy Stop { get; init; } = StopPolicy.Default;

    /// <summary>Null: nothing is watched.</summary>
    public WatchPolicy? Watch { get; init; }

    /// <summary>It is done when it has ended with 0.</summary>
    public bool IsTask { get; init; }

    /// <summary>Empty: it starts always. Else only when one of them was asked for, or the service itself.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>The line of the file where it begins; 1-based.</summary>
    public int Line { get; init; }
}

/// <summary>
/// How it is run. <paramref name="Words"/> is executed as it is; <paramref name="Shell"/> is a command that uses the shell's
/// language (pipes, &amp;&amp;, globs...) and is handed to /bin/sh -c. Exactly one of them is set.
/// </summary>
public sealed record ServiceCommand(IReadOnlyList<string>? Words, string? Shell);

public sealed record EnvironmentEntry(string Name, string Value);

/// <param name="IsRequired">A missing file is an error.</param>
public sealed record EnvironmentFile(string Path, bool IsRequired);

/// <param name="Name">"http", "admin"...; the only port's default is "http".</param>
/// <param name="Number">The port it has in a localhost of its own, and prefers elsewhere; null: Berth chooses.</param>
public sealed record PortDefinition(string Name, Port? Number)
{
    public Protocol Protocol { get; init; } = Protocol.Tcp;

    /// <summary>How `${name.url}` begins: http, https, postgres...; null for a port that has no URL.</summary>
    public string? Scheme { get; init; }

    /// <summary>The variable that tells the service its number; null: PORT for the first port, NAME_PORT in capitals for the others.</summary>
    public string? Variable { get; init; }

    /// <summary>It must have just this number, also without a localhost of its own.</summary>
    public bool IsFixed { get; init; }
}

/// <summary>What must have happened to another service before this one starts.</summary>
public sealed record Need(string Service, NeedLevel Level);

public enum NeedLevel
{
    Started,
    Ready,

    /// <summary>It ended with 0: for tasks.</summary>
    Completed,
}
