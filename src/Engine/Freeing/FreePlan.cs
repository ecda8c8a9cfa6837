using Berth.Model.Processes;
using Berth.Model.Sockets;

namespace Berth.Engine.Freeing;

/// <summary>What freeing the chosen rows takes, and what must not be done. Nothing has happened yet.</summary>
/// <param name="Steps">In the order to carry them out.</param>
/// <param name="Warnings">Sentences a person should read before agreeing: what else ends, what may come back.</param>
public sealed record FreePlan(IReadOnlyList<FreeStep> Steps, IReadOnlyList<FreeRefusal> Refusals, IReadOnlyList<string> Warnings)
{
    /// <summary>Nothing was chosen that holds a port.</summary>
    public bool IsEmpty => Steps.Count == 0 && Refusals.Count == 0;

    /// <summary>The inodes of the sockets that were there and were not chosen: who has one of them takes nothing back.</summary>
    public IReadOnlySet<ulong> Spared { get; init; } = new HashSet<ulong>();

    /// <summary>Parents that may start again what is ended: as long as one of them lives, a free port may be taken back.</summary>
    public IReadOnlyList<ProcessFacts> Keepers { get; init; } = [];

    /// <summary>Every socket that the steps close, once.</summary>
    public IReadOnlyList<SocketRecord> Closes => [.. Steps.SelectMany(static step => step.Closes).Distinct()];
}

/// <summary>One thing to do. A closed family: match on the type.</summary>
/// <param name="Sentence">What will happen and why, with a full stop.</param>
public abstract record FreeStep(string Sentence)
{
    /// <summary>The sockets that this step closes, as far as the snapshot tells: to check afterwards.</summary>
    public required IReadOnlyList<SocketRecord> Closes { get; init; }
}

/// <summary>Ask one process to end (SIGTERM, by pidfd, after its start time was compared).</summary>
/// <param name="Why">A clause: "it listens on 127.0.0.1:3000".</param>
public sealed record SignalProcess(ProcessKey Process, string Name, string Why, string Sentence) : FreeStep(Sentence)
{
    /// <summary>Whether SIGKILL may follow: never for an editor, a terminal or an agent, which a person's session is open in.</summary>
    public bool MayBeKilled { get; init; } = true;
}

/// <summary>Have the service manager stop a unit: it would start an ended process again.</summary>
public sealed record StopUnit(ServiceUnit Unit, string Why, string Sentence) : FreeStep(Sentence);

/// <summary>Have the container engine stop a container.</summary>
/// <param name="Group">
/// The path of the control group that the holder is in: the engine must say that its container is there. Null where the engine itself
/// named the container.
/// </param>
public sealed record StopContainer(Container Container, string? Group, string Why, string Sentence) : FreeStep(Sentence);

/// <summary>Why something is left alone.</summary>
/// <param name="Sentence">For a person, with a full stop.</param>
/// <param name="Remedy">A command that helps, or null.</param>
public sealed record FreeRefusal(RefusalKind Kind, SocketRecord Socket, string Sentence, string? Remedy);

public enum RefusalKind : byte
{
    /// <summary>The row is a connection: its ends are never a target.</summary>
    Client,

    /// <summary>Pid 1 or the kernel's own thread.</summary>
    SystemProcess,

    /// <summary>This command, or a process it runs under.</summary>
    OwnAncestor,

    /// <summary>A helper of a container engine: the container is what to stop.</summary>
    PortForwarder,

    /// <summary>A service manager holds it for a .socket unit that is not known for certain.</summary>
    SocketActivation,

    /// <summary>An editor, a terminal, an agent: a person's session would end with it.</summary>
    Session,

    /// <summary>No process holds it: the kernel does.</summary>
    Kernel,

    /// <summary>Only in another network namespace: it takes no port of this machine.</summary>
    OtherNamespace,

    /// <summary>The holder is hidden or belongs to somebody else.</summary>
    NoRight,

    /// <summary>The holder is only likely: nothing is ended on a guess.</summary>
    Uncertain,

    /// <summary>Berth keeps the port for a lease: nothing listens there, and ending the daemon would let every lease go.</summary>
    Lease,

    /// <summary>A supervisor holds it for one of those it keeps: ending it ends all of them.</summary>
    Manager,

    /// <summary>Holders that were not chosen have the very same socket.</summary>
    Shared,
}

public static class RefusalKindNames
{
    /// <summary>The name used in JSON.</summary>
    public static string Name(this RefusalKind kind) => kind switch
    {
        RefusalKind.Client => "client",
        RefusalKind.SystemProcess => "system-process",
        RefusalKind.OwnAncestor => "own-ancestor",
        RefusalKind.PortForwarder => "port-forwarder",
        RefusalKind.SocketActivation => "socket-activation",
        RefusalKind.Session => "session",
        RefusalKind.Kernel => "kernel",
        RefusalKind.OtherNamespace => "other-namespace",
        RefusalKind.NoRight => "no-right",
        RefusalKind.Lease => "lease",
        RefusalKind.Manager => "manager",
        RefusalKind.Shared => "shared",
        _ => "uncertain",
    };
}
