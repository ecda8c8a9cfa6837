using Berth.Model.Services;

namespace Berth.Engine.Services;

/// <summary>What follows when a service has ended by itself.</summary>
/// <param name="After">The pause before it is started again; null: it is not.</param>
/// <param name="Failures">Starts in a row that did not last, with this one.</param>
/// <param name="IsGivenUp">It would be started again, had it not failed so often.</param>
public sealed record RestartDecision(TimeSpan? After, int Failures, bool IsGivenUp)
{
    // A start that held so long was a good one: what ends it now is something new.
    static readonly TimeSpan lasting = TimeSpan.FromSeconds(30);

    /// <param name="exitCode">Null: not known, which counts as a failure.</param>
    /// <param name="failures">Starts in a row before this one that did not last.</param>
    public static RestartDecision Of(RestartPolicy policy, int? exitCode, TimeSpan ran, int failures)
    {
        if (ran >= lasting) failures = 0;
        var isFailure = exitCode != 0;
        if (policy.When == RestartWhen.Never || (policy.When == RestartWhen.OnFailure && !isFailure)) return new(null, failures, false);
        failures++;
        if (failures > policy.Tries) return new(null, failures, true);
        var pause = policy.First * Math.Pow(2, Math.Min(failures - 1, 30));
        return new(pause < policy.Longest ? pause : policy.Longest, failures, false);
    }
}
