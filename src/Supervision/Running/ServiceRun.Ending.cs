using System.Globalization;
using Berth.Engine.Services;
using Berth.Model.Services;
using Berth.Supervision.Members;
using Berth.Supervision.Starting;

namespace Berth.Supervision.Running;

/// <summary>How a start of a service ends, and what follows.</summary>
sealed partial class ServiceRun
{
    // It never ran, and would not the next time.
    async Task<TimeSpan?> NotRunAsync(ServiceProcess process, ServiceStart start, string problem)
    {
        var code = await process.WaitAsync(host.Clock, CancellationToken.None).ConfigureAwait(false);
        Note(null);
        start.Release?.Invoke();
        State = State with { ExitCode = code };
        return Fail(problem);
    }

    async Task BackgroundAsync(ServiceProcess process, CancellationToken cancel)
    {
        var isTold = false;
        while (!process.Members.IsEmpty)
        {
            if (process.Members.Pids() is not { Count: > 0 } left) continue;
            if (!isTold) Output.Say($"its first process ended, and {left.Count} that it started {(left.Count == 1 ? "goes" : "go")} on; they are the service now");
            isTold = true;
            if (State.Pid != left[0]) Enter(State.Phase, State.Reason, left[0]);
            await Task.Delay(slowLook, host.Clock, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The pids that could not be ended.</summary>
    async Task<IReadOnlyList<int>> EmptyAsync(ServiceProcess process, bool isAsked)
    {
        if (isAsked) Enter(ServicePhase.Stopping, null);
        var policy = Service.Stop;
        Task<EndedService> ending;
        lock (gate) ending = ServiceEnding.EndAsync(process.Members, policy, isNow, host.Clock);
        if (isAsked && !isNow)
        {
            // A second wish, to end it at once, does not wait for the first.
            var hurry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = hurrying.Token.Register(hurry.SetResult);
            if (await Task.WhenAny(ending, hurry.Task).ConfigureAwait(false) != ending) process.Members.Kill();
        }
        var ended = await ending.ConfigureAwait(false);
        if (ended.WasKilled && isAsked && !isNow) Output.Say(string.Create(CultureInfo.InvariantCulture, $"it did not end within {policy.Grace.TotalSeconds:0.###} s, and was killed"));
        return ended.Left;
    }

    /// <summary>What follows an end that nobody asked for.</summary>
    TimeSpan? Ended(int? code, TimeSpan ran, bool isAdopted)
    {
        State = State with { ExitCode = code };
        if (Service.IsTask && code == 0)
        {
            Enter(ServicePhase.Completed, null, pid: null);
            completed.TrySetResult(null);
            started.TrySetResult(null);
            return null;
        }
        var how = ExitText.Of(code, isAdopted);
        var decision = RestartDecision.Of(Service.Restart, code, ran, failures);
        failures = decision.Failures;
        if (decision.After is { } pause)
        {
            // Whoever waits for what it brings hears now that it failed; what needs it waits as long as one start may take.
            settled.TrySetResult(how);
            if (firstStart is { } first && host.Clock.GetElapsedTime(first) >= Timeout) ready.TrySetResult(string.Create(CultureInfo.InvariantCulture, $"it was not ready within {Timeout.TotalSeconds:0.###} s: {how}"));
            Enter(ServicePhase.Restarting, string.Create(CultureInfo.InvariantCulture, $"{how}; it is started again in {pause.TotalSeconds:0.###} s"), pid: null);
            return pause;
        }
        if (code == 0 && !decision.IsGivenUp)
        {
            Enter(ServicePhase.Completed, ready.Task.IsCompleted ? null : "it ended with 0 before it was ready; of a command that is to end, say `task: true`", pid: null);
            completed.TrySetResult(null);
            return null;
        }
        return Fail(decision.IsGivenUp ? $"{how}, {decision.Failures} times in a row; it is not started again" : how);
    }

    TimeSpan? Fail(string reason)
    {
        Enter(ServicePhase.Failed, reason, pid: null);
        return null;
    }

    TimeSpan Timeout => (Service.Ready ?? new Readiness(ReadyKind.Tcp)).Timeout;

    async Task DelayAsync(TimeSpan pause)
    {
        CancellationToken interrupted;
        lock (gate)
        {
            again = new CancellationTokenSource();
            interrupted = again.Token;
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token, interrupted);
        try
        {
            await Task.Delay(pause, host.Clock, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // `restart`: at once.
        }
    }
}
