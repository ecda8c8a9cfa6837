using System.Globalization;
using System.Runtime.Versioning;
using Berth.Model.Services;
using Berth.Supervision.Members;
using Berth.Supervision.Output;
using Berth.Supervision.Probing;
using Berth.Supervision.Starting;
using Berth.Supervision.Watching;

namespace Berth.Supervision.Running;

/// <summary>
/// One service from its start to its end for good: starts, readiness, restarts. Its life is one task, so nothing of it happens twice
/// at once; <see cref="Stop"/> may be called from anywhere.
/// </summary>
[SupportedOSPlatform("linux")]
sealed partial class ServiceRun : IDisposable
{
    static readonly TimeSpan slowLook = TimeSpan.FromMilliseconds(500), caveatPatience = TimeSpan.FromSeconds(1);

    readonly ServiceHost host;
    readonly CancellationTokenSource stopping = new();
    readonly CancellationTokenSource hurrying = new();
    readonly Lock gate = new();
    readonly TaskCompletionSource<string?> started = New(), ready = New(), completed = New(), settled = New();
    CancellationTokenSource again = new();
    StopPolicy? stopPolicy;
    bool isNow, isAgainComing;
    volatile bool isWish;
    int failures;
    long? firstStart;
    volatile ReadySignals? signals;
    volatile ServiceMembers? members;

    public ServiceRun(ServiceDefinition service, IStartPlan plan, ServiceHost host)
    {
        (Service, Plan, this.host) = (service, plan, host);
        Output = new ServiceOutput(service.Name, Path.Combine(host.PipeFolder, $"{service.Name}.out"), Path.Combine(host.LogFolder, $"{service.Name}.log"), host.Pipes, host.Clock, Hear);
        State = new ServiceState(service.Name, ServicePhase.Down, null, null, host.Clock.GetUtcNow(), 0, null) { IsTask = service.IsTask };
    }

    public ServiceDefinition Service { get; }

    /// <summary>What it is started with, each time.</summary>
    public IStartPlan Plan { get; }

    public ServiceOutput Output { get; }
    public ServiceState State { get; private set; }

    /// <summary>The whole life; done when nothing of the service runs and it is not started again.</summary>
    public Task Life { get; private set; } = Task.CompletedTask;

    public IReadOnlyList<int> Pids() => members?.Pids() ?? [];

    /// <summary>Null when it came to that; else why it never will.</summary>
    public Task<string?> Reached(NeedLevel level) => level switch
    {
        NeedLevel.Started => started.Task,
        NeedLevel.Ready => Service.IsTask ? completed.Task : ready.Task,
        _ => completed.Task,
    };

    /// <summary>Null when it became ready (a task: done); else why it did not at its first attempt, though it may yet.</summary>
    public Task<string?> Settled => Service.IsTask ? completed.Task : settled.Task;

    /// <param name="needs">Comes back with null when what it needs is there, else with the reason why it never will be.</param>
    public void Start(Func<CancellationToken, Task<string?>> needs)
    {
        Enter(ServicePhase.Waiting, null);
        Life = Task.Run(() => LiveAsync(needs, null));
    }

    /// <summary>Takes a process over that an earlier daemon started.</summary>
    public void Adopt(RunningService known, ServiceProcess process, Action? release)
    {
        failures = 0;
        Life = Task.Run(() => LiveAsync(static _ => Task.FromResult<string?>(null), (known, process, release)));
    }

    /// <summary>Takes over what an earlier daemon knew of one that runs no more.</summary>
    public void Adopt(ServicePhase phase, string? reason)
    {
        Enter(phase, reason);
        foreach (var source in (TaskCompletionSource<string?>[])[started, ready, completed, settled]) source.TrySetResult(phase == ServicePhase.Completed ? null : reason);
    }

    /// <summary>Ends it for good. A second call with <paramref name="now"/> does not wait for it any longer.</summary>
    /// <param name="again">The same service is started anew right after it: that stays written down in between.</param>
    public void Stop(bool now, bool again = false)
    {
        lock (gate)
        {
            isNow |= now;
            isAgainComing = again;
            stopPolicy = Service.Stop;
        }
        stopping.Cancel();
        if (now) hurrying.Cancel();
    }

    /// <summary>Ends the process; it is started again at once.</summary>
    public void Again()
    {
        lock (gate) again.Cancel();
    }

    async Task LiveAsync(Func<CancellationToken, Task<string?>> needs, (RunningService Known, ServiceProcess Process, Action? Release)? adopted)
    {
        try
        {
            if (adopted is null) Wish();
            if (adopted is null && await needs(stopping.Token).ConfigureAwait(false) is { } lacking)
            {
                Fail(lacking);
                return;
            }
            while (!stopping.IsCancellationRequested)
            {
                var next = await OnceAsync(adopted).ConfigureAwait(false);
                adopted = null;
                if (next is not { } pause) return;
                Wish();
                if (pause > TimeSpan.Zero) await DelayAsync(pause).ConfigureAwait(false);
                if (stopping.IsCancellationRequested) break;
                if (pause > TimeSpan.Zero) State = State with { Restarts = State.Restarts + 1 };
                else failures = 0;
            }
            Enter(ServicePhase.Down, null);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Enter(ServicePhase.Down, null);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // One service must not take the others with it, nor be lost without a word.
            Fail($"Berth itself failed with it: {error.GetType().Name}: {error.Message}");
        }
        finally
        {
            try
            {
                // Whoever hears why it failed has heard its last lines by then.
                if (isWish && !isAgainComing) Note(null);
                await Output.CloseAsync().ConfigureAwait(false);
            }
            finally
            {
                var reason = State.Reason ?? (State.Phase == ServicePhase.Down ? "it was ended" : "it ended");
                started.TrySetResult(reason);
                ready.TrySetResult(reason);
                settled.TrySetResult(reason);
                completed.TrySetResult(reason);
            }
        }
    }

    /// <summary>One start and its end. The pause before the next one; null: that was the last.</summary>
    async Task<TimeSpan?> OnceAsync((RunningService Known, ServiceProcess Process, Action? Release)? adopted)
    {
        if (adopted is not { } taken)
        {
            Enter(ServicePhase.Starting, null, pid: null);
            var (start, problem) = await Plan.PrepareAsync(Service).ConfigureAwait(false);
            if (start is null) return Fail(problem!);
            foreach (var note in start.Notes) Output.Say(note);
            problem = Output.Open();
            var runId = Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);
            var notify = Service.Ready?.Kind == ReadyKind.Notify ? host.NotifyPath(Service.Name, runId, start.User is not null) : null;
            if (notify is not null) start = start.With("NOTIFY_SOCKET", notify);
            using var heard = new ReadySignals(notify);
            problem ??= heard.Open(isForAll: start.User is not null);
            signals = heard;
            var process = problem is null ? ServiceProcess.Begin(host.Entry, start, runId, Output.PipePath, openInput: !Service.IsTask, out problem) : null;
            if (process is null)
            {
                start.Release?.Invoke();
                return Fail(problem!);
            }
            using (process)
            {
                var known = new RunningService(Service.Name, runId, process.Key, start.Group?.Folder, Output.PipePath, host.Clock.GetUtcNow(), State.Restarts, false, start.Launch.Endpoints);
                // Before it becomes the service: a daemon that is killed in between leaves nothing that the next one does not know.
                Note(known);
                if (await process.GoAsync().ConfigureAwait(false) is { } refused) return await NotRunAsync(process, start, refused).ConfigureAwait(false);
                firstStart ??= host.Clock.GetTimestamp();
                State = State with { Endpoints = start.Launch.Endpoints, Started = known.Started };
                Enter(ServicePhase.Starting, null, process.Key.Pid);
                started.TrySetResult(null);
                return await WatchAsync(process, known, start, heard, start.Release).ConfigureAwait(false);
            }
        }
        using (taken.Process)
        {
            State = State with { Endpoints = taken.Known.Endpoints, Started = taken.Known.Started, Restarts = taken.Known.Restarts };
            _ = Output.Open();
            Enter(taken.Known.WasReady ? ServicePhase.Ready : ServicePhase.Starting, "adopted: it was started by a daemon that is gone", taken.Process.Key.Pid);
            started.TrySetResult(null);
            if (taken.Known.WasReady || Service.IsTask) BecomeReady();
            var launch = new ServiceLaunch(Service.Name, [Service.Name], Service.Directory, new Dictionary<string, string>()) { Endpoints = taken.Known.Endpoints };
            using var none = new ReadySignals(null);
            return await WatchAsync(taken.Process, taken.Known, new ServiceStart(launch), taken.Known.WasReady || !CanAskAgain ? null : none, taken.Release).ConfigureAwait(false);
        }
    }

    // A line or a message that went by cannot be waited for again; a command would need the environment, which is not kept.
    bool CanAskAgain => Service.Ready is null or { Kind: ReadyKind.Tcp or ReadyKind.Http };

    async Task<TimeSpan?> WatchAsync(ServiceProcess process, RunningService known, ServiceStart start, ReadySignals? asked, Action? release)
    {
        var began = host.Clock.GetTimestamp();
        members = process.Members;
        CancellationToken interrupted;
        lock (gate)
        {
            again = new CancellationTokenSource();
            interrupted = again.Token;
        }
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token, interrupted);
        using var watching = Watch();
        var looking = asked is null || Service.IsTask ? Task.CompletedTask : LookAsync(process, known, start, asked, ended.Token);
        int? code = null;
        var hasEnded = true;
        try
        {
            code = await process.WaitAsync(host.Clock, ended.Token).ConfigureAwait(false);
            // A program that went to the background goes on without the process that was started.
            if (code is 0 or null && !Service.IsTask) await BackgroundAsync(process, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            hasEnded = false;
        }
        await ended.CancelAsync().ConfigureAwait(false);
        await looking.ConfigureAwait(false);
        var wasStopped = stopping.IsCancellationRequested;
        var left = await EmptyAsync(process, wasStopped || !hasEnded).ConfigureAwait(false);
        members = null;
        var isDone = Service.IsTask && code == 0 && hasEnded && !wasStopped && left.Count == 0;
        if (wasStopped && isAgainComing) Wish();
        else Note(isDone ? known with { IsDone = true } : null);
        release?.Invoke();
        if (left.Count > 0) return Fail($"these of its processes cannot be ended: {string.Join(", ", left.Select(ProcessText.Of))}");
        if (wasStopped)
        {
            State = State with { ExitCode = code };
            Enter(ServicePhase.Down, null, pid: null);
            return null;
        }
        if (!hasEnded) return TimeSpan.Zero; // `restart`
        return Ended(code, host.Clock.GetElapsedTime(began), process.IsAdopted);
    }

    FileWatch? Watch()
    {
        if (Service.Watch is not { } policy) return null;
        var watch = FileWatch.Start(Service.Directory, policy, host.Clock, path =>
        {
            Output.Say($"{path} changed; it is started again");
            Again();
        }, out var problem);
        if (problem is not null) Output.Say(problem);
        return watch;
    }

    async Task LookAsync(ServiceProcess process, RunningService known, ServiceStart start, ReadySignals asked, CancellationToken cancel)
    {
        var check = new ReadyCheck(Service, start, host.Entry, process.Members, host.Listeners, asked, host.Clock);
        var wait = check.WaitAsync(cancel);
        try
        {
            try
            {
                await wait.WaitAsync(check.Timeout, host.Clock, cancel).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                var reason = string.Create(CultureInfo.InvariantCulture, $"it was not ready within {check.Timeout.TotalSeconds:0.###} s: {check.Lacking}");
                Enter(ServicePhase.Unready, reason);
                ready.TrySetResult(reason);
                settled.TrySetResult(reason);
                await wait.ConfigureAwait(false);
            }
            Note(known with { WasReady = true });
            // Whoever makes its page at the first request is not waited for: what comes of it is told later.
            var caveat = check.CaveatAsync(cancel);
            await Task.WhenAny(caveat, Task.Delay(caveatPatience, host.Clock, cancel)).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            Enter(ServicePhase.Ready, caveat.IsCompleted ? await caveat.ConfigureAwait(false) : null);
            BecomeReady();
            if (await caveat.ConfigureAwait(false) is { } late) Enter(ServicePhase.Ready, late);
        }
        catch (OperationCanceledException)
        {
            // It ended first.
        }
    }

    void Wish()
    {
        isWish = true;
        Plan.Wish(Service.Name);
    }

    void Note(RunningService? running)
    {
        isWish = false;
        Plan.Remember(Service.Name, running);
    }

    void BecomeReady()
    {
        ready.TrySetResult(null);
        settled.TrySetResult(null);
    }

    void Hear(LogLine line)
    {
        signals?.Hear(line.Text);
        host.Tell(new ServiceMessage(null, line));
    }

    void Enter(ServicePhase phase, string? reason) => Enter(phase, reason, State.Pid);

    void Enter(ServicePhase phase, string? reason, int? pid)
    {
        ServiceState entered;
        lock (gate)
        {
            if (State.Phase == phase && State.Reason == reason && State.Pid == pid) return;
            entered = State = State with { Phase = phase, Reason = reason, Pid = pid, Since = host.Clock.GetUtcNow(), Started = pid is null ? null : State.Started };
        }
        host.Tell(new ServiceMessage(entered, null));
    }

    static TaskCompletionSource<string?> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>It is as if it had never been started.</summary>
    public void Forget()
    {
        if (Service.IsTask && State.Phase == ServicePhase.Completed) Plan.Remember(Service.Name, null);
        Dispose();
    }

    public void Dispose()
    {
        Output.Dispose();
        stopping.Dispose();
        hurrying.Dispose();
    }
}
