using System.Runtime.Versioning;
using Berth.Linux.Native;
using Berth.Model.Processes;
using Berth.Model.Services;
using Berth.Supervision.Output;
using Berth.Supervision.Probing;
using Berth.Supervision.Starting;

namespace Berth.Supervision.Running;

/// <summary>What the services of a project need of the program that hosts them.</summary>
/// <param name="Tell">Hears each change and each line. It must be quick.</param>
/// <param name="PipeFolder">Where the pipes for output are: it must not outlive a boot.</param>
/// <param name="LogFolder">Where the logs are.</param>
[SupportedOSPlatform("linux")]
public sealed record ServiceHost(
    Action<ServiceMessage> Tell,
    EntryProgram Entry,
    IListenerSource Listeners,
    PipeWatch Pipes,
    string PipeFolder,
    string LogFolder,
    TimeProvider Clock)
{
    /// <summary>Where services of other users send that they are ready: everybody may enter it, and nobody list it. Null: there are none.</summary>
    public string? OpenFolder { get; init; }

    /// <summary>Where a service's socket for its own messages is; the name of the start cannot be guessed.</summary>
    public string NotifyPath(string service, string runId, bool isAnothers) =>
        isAnothers && OpenFolder is { } open ? Path.Combine(open, $"{runId}.notify") : Path.Combine(PipeFolder, $"{service}.notify");
}

/// <summary>A service that runs, as far as a new daemon needs it to adopt it.</summary>
/// <param name="GroupFolder">Null: it has no control group.</param>
public sealed record RunningService(string Service, string RunId, ProcessKey Process, string? GroupFolder, string PipePath, DateTimeOffset Started, int Restarts, bool WasReady, IReadOnlyList<ServiceEndpoint> Endpoints)
{
    /// <summary>A task that has ended with 0; nothing of it runs.</summary>
    public bool IsDone { get; init; }
}

/// <summary>Something that happened to a service: a new state, or a line that it wrote. Exactly one of them.</summary>
public sealed record ServiceMessage(ServiceState? State, LogLine? Line);
