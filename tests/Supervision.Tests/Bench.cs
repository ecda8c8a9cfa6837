using System.Collections.Concurrent;
using System.Globalization;
using Berth.Counterparts;
using Berth.Linux.Cgroups;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;
using Berth.Model.Addressing;
using Berth.Model.Services;
using Berth.Supervision.Probing;
using Berth.Supervision.Running;
using Berth.Supervision.Starting;

namespace Berth.Supervision.Tests;

/// <summary>A project in a temporary folder, its services real processes. Ends all of them when it is disposed.</summary>
sealed class Bench : IListenerSource, IStartPlan, IAsyncDisposable
{
    static int groups;

    readonly TemporaryFolder folder = new();
    readonly PipeWatch pipes = new();
    readonly ConcurrentDictionary<string, RunningService> remembered = new();
    readonly List<ProjectRun> runs = [];
    readonly CgroupPlace place = CgroupPlace.OfThisProcess()!;

    public Bench(TimeProvider? clock = null, bool hasGroups = true)
    {
        Clock = clock ?? TimeProvider.System;
        Host = new ServiceHost(Messages.Enqueue, Entry, this, pipes, folder.At("run"), folder.At("log"), Clock);
        HasGroups = hasGroups;
    }

    public static EntryProgram Entry { get; } = new(InCheckout("artifacts", "bin", "Daemon", "debug", "berthd"), []);

    public TimeProvider Clock { get; }
    public bool HasGroups { get; }
    public ServiceHost Host { get; }
    public string Folder => folder.Path;
    public ConcurrentQueue<ServiceMessage> Messages { get; } = new();
    public ConcurrentDictionary<string, RunningService> Remembered => remembered;

    /// <summary>Which services listen, for those that have ports.</summary>
    public ConcurrentDictionary<string, ListenerAnswer> Listening { get; } = new();

    /// <summary>What is to be known of the URL of a port.</summary>
    public ConcurrentDictionary<string, string> Caveats { get; } = new();

    public static ServiceDefinition Python(string name, string code) => new(name, new ServiceCommand([Counterparts.Python.Path, "-u", "-c", code], null)) { Directory = "/" };

    public ProjectRun Run(params IReadOnlyList<ServiceDefinition> services)
    {
        var run = new ProjectRun(new ProjectDefinition("bench", Folder, "bench") { Services = services }, Host);
        runs.Add(run);
        return run;
    }

    public ProjectRun Started(params IReadOnlyList<ServiceDefinition> services)
    {
        var run = Run(services);
        run.Start(services, _ => this);
        return run;
    }

    public static ServiceState State(ProjectRun run, string name = "a") => run.States().Single(state => state.Name == name);

    public static void Until(ProjectRun run, ServicePhase phase, string name = "a") =>
        Eventually.True(() => State(run, name).Phase == phase, $"{name} is {phase}");

    /// <summary>The phases that a service came into, in order.</summary>
    public IReadOnlyList<ServicePhase> Phases(string name = "a") => [.. Messages.Where(message => message.State?.Name == name).Select(message => message.State!.Phase)];

    public IReadOnlyList<string> Lines(string name = "a") => [.. Messages.Where(message => message.Line?.Service == name).Select(message => message.Line!.Text)];

    /// <summary>The pids with a mark of ours that still run: none after the end.</summary>
    public IReadOnlyList<int> Left() => [.. started.SelectMany(group => group.Processes()).Where(pid => ThisProcess.StartTicks(pid) is not null)];

    readonly ConcurrentBag<OwnGroup> started = [];

    public Task<StartAnswer> PrepareAsync(ServiceDefinition service) => Task.FromResult(Preparing(service));

    /// <summary>Services that are written down to run and do not yet.</summary>
    public ConcurrentDictionary<string, bool> Wished { get; } = new();

    public void Wish(string service)
    {
        remembered.TryRemove(service, out _);
        Wished[service] = true;
    }

    public void Remember(string service, RunningService? running)
    {
        Wished.TryRemove(service, out _);
        if (running is null) remembered.TryRemove(service, out _);
        else remembered[service] = running;
    }

    StartAnswer Preparing(ServiceDefinition service)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["DIR"] = Folder };
        var endpoints = service.Ports.Select(port => new ServiceEndpoint(port.Name, "127.0.0.1", InetAddress.LoopbackV4, port.Number!.Value, port.Protocol, port.Scheme)).ToArray();
        var launch = new ServiceLaunch(service.Name, service.Command.Words!, service.Directory, environment) { Endpoints = endpoints, ReadyCommand = service.Ready?.Command?.Words };
        if (!HasGroups) return new StartAnswer(new ServiceStart(launch), null);
        var group = new OwnGroup(Path.Combine(place.Folder, string.Create(CultureInfo.InvariantCulture, $"berth-bench-{Environment.ProcessId}-{Interlocked.Increment(ref groups)}")));
        Directory.CreateDirectory(group.Folder);
        started.Add(group);
        return new StartAnswer(new ServiceStart(launch) { Group = group, Release = () => group.Remove() }, null);
    }

    public ListenerAnswer? At(ServiceEndpoint endpoint, IReadOnlyCollection<int> pids) => Listening.GetValueOrDefault(endpoint.Port.ToString());

    public IReadOnlyList<string> Of(IReadOnlyCollection<int> pids) => [];

    public Task<string?> CaveatAsync(ServiceEndpoint endpoint, CancellationToken cancel) => Task.FromResult(Caveats.GetValueOrDefault(endpoint.Port.ToString()));

    static bool Moved(MovedClock clock)
    {
        clock.Move(TimeSpan.FromMilliseconds(50));
        return true;
    }

    static string InCheckout(params ReadOnlySpan<string> parts)
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
            if (File.Exists(Path.Combine(at, "Berth.slnx"))) return Path.Combine([at, .. parts]);
        throw new InvalidOperationException("the checkout was not found: run the tests where they were built");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in runs)
        {
            // What looks whether a service has ended waits on the clock.
            var stopped = run.StopAsync(null, now: true);
            if (Clock is MovedClock moved) Eventually.True(() => Moved(moved) && stopped.IsCompleted, "all services ended");
            else await stopped;
        }
        foreach (var group in started)
        {
            group.Kill();
            Eventually.True(group.Remove, "the control group is gone");
        }
        pipes.Dispose();
        folder.Dispose();
    }
}
