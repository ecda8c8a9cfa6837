using Berth.Engine.Freeing;

namespace Berth.Workbench.Freeing;

/// <summary>What `berth free` planned, did and found.</summary>
public sealed record FreeReport(FreeRequest Request, FreePlan Plan)
{
    /// <summary>A person said no, or nobody could be asked.</summary>
    public bool Declined { get; init; }
    public IReadOnlyList<StepResult> Results { get; init; } = [];
    public IReadOnlyList<FreeOutcome> Outcomes { get; init; } = [];

    /// <summary>Null for a dry run that would do something: nothing has become of it yet.</summary>
    public FreeVerdict? Verdict
    {
        get
        {
            if (Plan.IsEmpty) return FreeVerdict.NothingThere;
            if (Declined) return FreeVerdict.Refused;
            if (Request.DryRun && Plan.Steps.Count > 0) return FreeVerdicts.Of(Plan.Refusals);
            var verdicts = Outcomes.Select(outcome => outcome.Verdict).ToList();
            // A step that failed for want of rights explains why the port is still held.
            if (Results.Any(result => result.LackedRight)) verdicts = [.. verdicts.Select(v => v == FreeVerdict.StillHeld ? FreeVerdict.NoRight : v)];
            if (FreeVerdicts.Of(Plan.Refusals) is { } refused) verdicts.Add(refused);
            return FreeVerdicts.Of(verdicts);
        }
    }

    public int ExitCode => Verdict?.ExitCode() ?? 0;
}
