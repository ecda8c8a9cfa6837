using System.Text.Json.Serialization;

namespace Berth.Api.Messages;

/// <summary>Start services of a project.</summary>
/// <param name="Root">The folder of its berth.yaml or Procfile; absolute.</param>
/// <param name="Services">Empty: all that no profile keeps back.</param>
/// <param name="Environment">What the services are given, below what the project's files say. The daemon keeps it in memory alone.</param>
/// <param name="Detach">The feed ends when all are ready, or will not be; else it goes on, and what was started ends with the connection.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UpRequest(string Root, IReadOnlyList<string> Services, IReadOnlyList<string> Profiles, IReadOnlyDictionary<string, string> Environment, bool Detach)
{
    /// <summary>As this user; only root may ask for another one. Null: as the daemon.</summary>
    public uint? User { get; init; }

    /// <summary>It goes on with one whose daemon was killed: what runs of it counts as started by this one.</summary>
    public bool Resume { get; init; }

    /// <summary>Against what the project's file says; null: as it says.</summary>
    public bool? Isolate { get; init; }

    /// <summary>The name of a Procfile in the folder that is taken in place of what the folder says by itself; null: none.</summary>
    public string? Procfile { get; init; }
}

/// <summary>End services of a project, each after all that need it.</summary>
/// <param name="Root">Null: of every project.</param>
/// <param name="Services">Empty: all.</param>
/// <param name="Now">By SIGKILL.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DownRequest(IReadOnlyList<string> Services, bool Now, string? Root = null);

/// <summary>End services and start them again, each for whom it was started for before.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RestartRequest(string Root, IReadOnlyList<string> Services)
{
    /// <summary>For those that were not started yet, such as what they need; as in <see cref="UpRequest"/>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Likewise.</summary>
    public uint? User { get; init; }
}

/// <param name="Root">Null: every project that was up.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StatusRequest(string? Root = null);

public sealed record StatusResponse(IReadOnlyList<ProjectStatus> Projects);

/// <param name="Address">Its own loopback address; null when it shares the machine's localhost.</param>
public sealed record ProjectStatus(string Name, string Root, string? Address, IReadOnlyList<ServiceStatus> Services)
{
    /// <summary>For the person: what of it is open although it should not be, which binds were refused.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What became of binds in the project's own localhost; empty when it has none.</summary>
    public IReadOnlyList<BindStatus> Binds { get; init; } = [];
}

/// <param name="Outcome">led (to the own address), refused, left-any-port, left-announcements, left-exposed.</param>
/// <param name="Address">The address that was asked for.</param>
/// <param name="Port">0: any.</param>
/// <param name="Count">How often.</param>
public sealed record BindStatus(string? Service, string Outcome, string Protocol, string Address, int Port, ulong Count, int? Pid);

/// <summary>A service at one moment.</summary>
/// <param name="Phase">down, waiting, starting, ready, unready, restarting, stopping, completed, failed.</param>
/// <param name="Reason">Why it is there; null when there is nothing to say.</param>
public sealed record ServiceStatus(string Name, string Phase, string? Reason, int? Pid, DateTimeOffset Since, DateTimeOffset? Started, int Restarts, int? ExitCode, bool Task, IReadOnlyList<EndpointStatus> Endpoints);

/// <param name="Host">As the project's services call it.</param>
/// <param name="Address">Where it is from outside.</param>
public sealed record EndpointStatus(string Name, string Host, string Address, int Port, string Protocol, string? Url);

/// <summary>What services wrote, and what becomes of them.</summary>
/// <param name="Services">Empty: all.</param>
/// <param name="Tail">So many lines of each service that were written before.</param>
/// <param name="Follow">Go on with what comes.</param>
/// <param name="States">Changes of state too.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WatchRequest(string Root, IReadOnlyList<string> Services, int Tail, bool Follow, bool States)
{
    /// <summary>Who called sudo: that person's files are obeyed too. Only root may name another one.</summary>
    public uint? User { get; init; }
}

/// <summary>One thing that happened. Exactly one member is set.</summary>
public sealed record ProjectEvent
{
    public ServiceStatus? State { get; init; }
    public ServiceLine? Line { get; init; }

    /// <summary>For the person: one sentence about the project.</summary>
    public string? Note { get; init; }

    /// <summary>The last one of a feed that was asked to do something.</summary>
    public ProjectOutcome? Outcome { get; init; }
}

/// <param name="Text">As the service wrote it: hostile text.</param>
public sealed record ServiceLine(string Service, DateTimeOffset At, string Text);

/// <param name="Problems">Empty: all was done.</param>
/// <param name="Services">The ones that were meant.</param>
public sealed record ProjectOutcome(IReadOnlyList<ServiceProblem> Problems, IReadOnlyList<string> Services);

/// <param name="Service">Null: the project's, such as a mistake in its file.</param>
public sealed record ServiceProblem(string? Service, string Reason);

/// <param name="Root">The folder of its berth.yaml or Procfile; absolute.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PortsRequest(string Root)
{
    /// <summary>Who called sudo: that person's files are obeyed too. Only root may name another one.</summary>
    public uint? User { get; init; }
}

/// <param name="Services">Those that have ports.</param>
public sealed record PortsResponse(IReadOnlyList<ServicePortsItem> Services);

/// <param name="Ports">In the order of the file: the first is the main one. Its address is the one from outside.</param>
public sealed record ServicePortsItem(string Service, IReadOnlyList<PortItem> Ports);

/// <param name="Address">Where any program of the machine reaches it.</param>
public sealed record PortItem(string Name, string Address, int Port, string Protocol, string? Scheme);
