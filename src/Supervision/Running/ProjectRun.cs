using System.Runtime.Versioning;
using Berth.Engine.Services;
using Berth.Model.Services;
using Berth.Supervision.Output;

namespace Berth.Supervision.Running;

/// <summary>The services of one project that were started: up by what they need, down the other way round. Thread-safe.</summary>
[SupportedOSPlatform("linux")]
public sealed class ProjectRun(ProjectDefinition project, ServiceHost host) : IAsyncDisposable
{
    const string Needs = "it needs ";

    readonly Lock gate = new();
    readonly Dictionary<string, ServiceRun> runs = new(StringComparer.Ordinal);

    /// <summary>As the file says now; what runs keeps what it was started with.</summary>
    public ProjectDefinition Project { get; private set; } = project;

    /// <summary>The file was read again.</summary>
    public void Replace(ProjectDefinition with)
    {
        lock (gate) Project = with;
    }

    /// <summary>Every service of the file, and those that run though the file has them no more.</summary>
    public IReadOnlyList<ServiceState> States()
    {
        lock (gate)
        {
            var states = new List<ServiceState>();
            foreach (var service in Project.Services)
                states.Add(runs.TryGetValue(service.Name, out var run) ? run.State : new ServiceState(service.Name, ServicePhase.Down, null, null, host.Clock.GetUtcNow(), 0, null) { IsTask = service.IsTask });
            foreach (var (name, run) in runs)
                if (run.State.Phase != ServicePhase.Down && !Project.Services.Any(service => service.Name == name)) states.Add(run.State);
            return states;
        }
    }

    /// <summary>Whether anything of it runs, or is about to.</summary>
    public bool IsAlive
    {
        get
        {
            lock (gate) return runs.Values.Any(static run => !run.Life.IsCompleted);
        }
    }

    /// <summary>Starts those of the services that do not run; what runs keeps its plan.</summary>
    /// <param name="plan">What each one is started with.</param>
    /// <returns>The names that were started now.</returns>
    public IReadOnlyList<string> Start(IReadOnlyList<ServiceDefinition> chosen, Func<string, IStartPlan> plan)
    {
        lock (gate)
        {
            var fresh = new List<ServiceRun>();
            foreach (var service in chosen)
            {
                // A task that was done stays done until it is asked for by `restart`, or everything was down.
                if (runs.TryGetValue(service.Name, out var known) && (!known.Life.IsCompleted || (service.IsTask && known.State.Phase == ServicePhase.Completed))) continue;
                known?.Forget();
                fresh.Add(runs[service.Name] = new ServiceRun(service, plan(service.Name), host));
            }
            foreach (var run in fresh) run.Start(cancel => NeedsAsync(run.Service, cancel));
            return [.. fresh.Select(static run => run.Service.Name)];
        }
    }

    /// <summary>Takes over what an earlier daemon left running.</summary>
    public void Adopt(ServiceDefinition service, IStartPlan plan, RunningService known, Starting.ServiceProcess process, Action? release)
    {
        lock (gate)
        {
            var run = runs[service.Name] = new ServiceRun(service, plan, host);
            run.Adopt(known, process, release);
        }
    }

    /// <summary>Takes over what an earlier daemon knew of a service that runs no more.</summary>
    public void Adopt(ServiceDefinition service, IStartPlan plan, ServicePhase phase, string? reason)
    {
        lock (gate) (runs[service.Name] = new ServiceRun(service, plan, host)).Adopt(phase, reason);
    }

    /// <summary>Comes back when each of them is ready (a task: done), with the reasons of those that were not at their first attempt.</summary>
    public async Task<IReadOnlyList<(string Service, string Reason)>> ReadyAsync(IReadOnlyList<string> names, CancellationToken cancel)
    {
        var problems = new List<(string, string)>();
        foreach (var name in names)
            if (Run(name) is { } run && await run.Settled.WaitAsync(cancel).ConfigureAwait(false) is { } reason) problems.Add((name, reason));
        return problems;
    }

    /// <summary>Comes back when nothing of them runs, nor will.</summary>
    public async Task EndedAsync(IReadOnlyList<string> names, CancellationToken cancel)
    {
        foreach (var name in names)
            if (Run(name) is { } run) await run.Life.WaitAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>They start anew next time, tasks that were done too.</summary>
    public void Forget(IReadOnlyList<string> names)
    {
        lock (gate)
            foreach (var name in names)
                if (runs.TryGetValue(name, out var run) && run.Life.IsCompleted && runs.Remove(name)) run.Forget();
    }

    /// <summary>Ends services, each after all that need it. Comes back when nothing of them runs.</summary>
    /// <param name="names">Null: all.</param>
    /// <param name="now">SIGKILL at once.</param>
    /// <param name="again">They are started anew right after it.</param>
    public async Task StopAsync(IReadOnlyCollection<string>? names, bool now, bool again = false)
    {
        Dictionary<string, ServiceRun> ending;
        lock (gate) ending = runs.Where(run => names is null || names.Contains(run.Key)).ToDictionary(StringComparer.Ordinal);
        var ran = ending.Where(static run => run.Value.State.Pid is not null).Select(static run => run.Key).ToHashSet(StringComparer.Ordinal);
        await Task.WhenAll(ending.Select(async entry =>
        {
            var dependents = StartOrder.Dependents(Project, entry.Key);
            if (!now) await Task.WhenAll(ending.Where(other => dependents.Contains(other.Key)).Select(static other => other.Value.Life)).ConfigureAwait(false);
            entry.Value.Stop(now, again);
            await entry.Value.Life.ConfigureAwait(false);
        })).ConfigureAwait(false);
        if (names is not null) return;
        lock (gate)
            foreach (var (name, run) in ending)
            {
                // One that could not be ended stays, with the reason.
                if (run.State.Phase == ServicePhase.Failed && ran.Contains(name)) continue;
                if (runs.TryGetValue(name, out var known) && known == run && runs.Remove(name)) run.Forget();
            }
    }

    /// <summary>What a service was last started with; null when it was not started.</summary>
    public IStartPlan? PlanOf(string name) => Run(name)?.Plan;

    /// <summary>The processes of a service; empty when it does not run.</summary>
    public IReadOnlyList<int> PidsOf(string name) => Run(name)?.Pids() ?? [];

    /// <summary>The last lines of a service; empty when it never wrote any.</summary>
    public IReadOnlyList<LogLine> Last(string name, int count) => Run(name)?.Output.Last(count) ?? LogFile.Last(Path.Combine(host.LogFolder, $"{name}.log"), name, count);

    async Task<string?> NeedsAsync(ServiceDefinition service, CancellationToken cancel)
    {
        foreach (var need in service.Needs)
        {
            if (Run(need.Service) is not { } run) return $"{Needs}{need.Service}, which was not started";
            if (await run.Reached(need.Level).WaitAsync(cancel).ConfigureAwait(false) is not { } reason) continue;
            // What that one needs stands beside its own name; a whole chain at each of its links is not read by anybody.
            return $"{Needs}{need.Service}, which is not {Word(need.Level)}{(reason.StartsWith(Needs, StringComparison.Ordinal) ? "" : $": {reason}")}";
        }
        return null;
    }

    static string Word(NeedLevel level) => level switch { NeedLevel.Started => "started", NeedLevel.Ready => "ready", _ => "completed" };

    ServiceRun? Run(string name)
    {
        lock (gate) return runs.GetValueOrDefault(name);
    }

    /// <summary>Ends everything.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(null, now: false).ConfigureAwait(false);
}
