using Berth.Links.Observing;
using Berth.Links.Results;

namespace Berth.Links.Scenarios;

/// <summary>A step that was taken.</summary>
/// <param name="At">Since the scenario began.</param>
/// <param name="Refusal">Why it was not; null when it was.</param>
public sealed record ScenarioProgress(TimeSpan At, ScenarioAction Action, Refusal? Refusal);

/// <summary>Plays scenarios on links, by the link's clock. What the scenario changed is put back when it ends, however that is.</summary>
public static class ScenarioRunner
{
    // How often bytes and connections are looked at: watching each byte would cost more than it tells.
    static readonly TimeSpan lookEvery = TimeSpan.FromMilliseconds(10);

    /// <summary>Plays it to its end.</summary>
    /// <param name="time">The clock that its times are told by; the link's.</param>
    /// <param name="progress">Is told of each step; null when nobody asks.</param>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static async Task RunAsync(
        Scenario scenario,
        Link link,
        TimeProvider time,
        Action<ScenarioProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var (faults, enabled) = (link.Faults.All, link.Enabled);
        var began = time.GetTimestamp();
        var planned = TimeSpan.Zero;
        // What clients did while a step was taken counts for the next one.
        var mark = link.Totals;
        try
        {
            foreach (var step in ScenarioTimeline.Expand(scenario))
            {
                if (step.Wait.IsOpen)
                {
                    await UntilAsync(step.Wait, mark, link, time, cancellation).ConfigureAwait(false);
                    planned = time.GetElapsedTime(began);
                }
                else
                {
                    // By the plan, and not by when the step before was done: being late does not add up.
                    planned += step.Wait.Time;
                    var left = planned - time.GetElapsedTime(began);
                    if (left > TimeSpan.Zero) await Task.Delay(left, time, cancellation).ConfigureAwait(false);
                }
                cancellation.ThrowIfCancellationRequested();
                mark = link.Totals;
                var refusal = await DoAsync(step.Action, link).ConfigureAwait(false);
                progress?.Invoke(new(time.GetElapsedTime(began), step.Action, refusal));
            }
        }
        finally
        {
            await link.Faults.SetAsync(faults).ConfigureAwait(false);
            if (link.Enabled != enabled) await link.SetEnabledAsync(enabled).ConfigureAwait(false);
        }
    }

    static async Task UntilAsync(StepWait wait, LinkTotals before, Link link, TimeProvider time, CancellationToken cancellation)
    {
        while (true)
        {
            var now = link.Totals;
            var bytes = now.BytesUp + now.BytesDown - before.BytesUp - before.BytesDown;
            if (bytes >= wait.Bytes && now.Accepted - before.Accepted >= wait.Connections) return;
            await Task.Delay(lookEvery, time, cancellation).ConfigureAwait(false);
        }
    }

    static async Task<Refusal?> DoAsync(ScenarioAction action, Link link)
    {
        switch (action)
        {
            case ScenarioAction.Set set:
                return await link.Faults.SetAsync(set.Faults).ConfigureAwait(false);
            case ScenarioAction.Put put:
                return link.Faults.Find(put.Fault.Name) is null
                    ? await link.Faults.AddAsync(put.Fault).ConfigureAwait(false)
                    : await link.Faults.UpdateAsync(put.Fault).ConfigureAwait(false);
            case ScenarioAction.Remove remove:
                await link.Faults.RemoveAsync(remove.Fault).ConfigureAwait(false);
                return null;
            case ScenarioAction.Switch turn:
                await link.SetEnabledAsync(turn.On).ConfigureAwait(false);
                return null;
            case ScenarioAction.End end:
                await link.CloseConnectionsAsync(end.Reset).ConfigureAwait(false);
                return null;
            default:
                return null;
        }
    }
}
