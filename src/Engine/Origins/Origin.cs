using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Snapshots;

namespace Berth.Engine.Origins;

/// <summary>Who started a process and why it runs.</summary>
/// <param name="Summary">One sentence with a full stop: "Started from a terminal (tmux, pts/3), through npm."</param>
/// <param name="Reason">From what it was concluded; null when observed.</param>
/// <param name="Chain">The process itself first, then its parents as far as they were read.</param>
public sealed record Origin(OriginKind Kind, string Summary, How How, string? Reason, IReadOnlyList<OriginStep> Chain)
{
    /// <summary>What a person calls the starter: "redis.service", "Claude Code", "tmux". Null when there is none.</summary>
    public string? Starter { get; init; }

    /// <summary>The starter as a process of the chain; null for units, containers and the unknown.</summary>
    public ProcessFacts? StarterProcess { get; init; }

    public ServiceUnit? Unit { get; init; }
    public Container? Container { get; init; }

    /// <summary>
    /// A parent that would start the process again when it ends: nodemon, pm2, supervisord... Null when none is known; a service
    /// manager or a container engine may do so too.
    /// </summary>
    public ProcessFacts? Restarter { get; init; }

    /// <summary>
    /// The nearest parent, where it waits for the process and is no person's shell, session or launcher: it may start it again,
    /// whatever it is called. Null when there is none.
    /// </summary>
    public ProcessFacts? Keeper { get; init; }

    public static Origin Of(ProcessFacts process, Snapshot snapshot) => OriginFinder.Find(process, snapshot);
}

/// <summary>One process on the way up to pid 1.</summary>
/// <param name="Role">What it is known to be; null for an ordinary program.</param>
public sealed record OriginStep(ProcessFacts Process, Role? Role);

public enum OriginKind : byte
{
    /// <summary>The parents could not be read, or tell nothing.</summary>
    Unknown,
    Unit,
    Container,
    Agent,
    Ide,
    CiRunner,
    Terminal,
    Ssh,
    Cron,
    Desktop,

    /// <summary>The parent ended; init or a subreaper adopted the process.</summary>
    Orphan,

    /// <summary>Started by the system's first process, or it is that.</summary>
    Init,
    Kernel,
}

public static class OriginKindNames
{
    /// <summary>The name used in JSON.</summary>
    public static string Name(this OriginKind kind) => kind switch
    {
        OriginKind.Unit => "unit",
        OriginKind.Container => "container",
        OriginKind.Agent => "agent",
        OriginKind.Ide => "ide",
        OriginKind.CiRunner => "ci-runner",
        OriginKind.Terminal => "terminal",
        OriginKind.Ssh => "ssh",
        OriginKind.Cron => "cron",
        OriginKind.Desktop => "desktop",
        OriginKind.Orphan => "orphan",
        OriginKind.Init => "init",
        OriginKind.Kernel => "kernel",
        _ => "unknown",
    };
}
