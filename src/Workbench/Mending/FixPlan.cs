using System.Runtime.Versioning;
using Berth.Actions.Changes;
using Berth.Audit.Findings;

namespace Berth.Workbench.Mending;

/// <summary>What mends a finding, as steps; or why Berth cannot.</summary>
[SupportedOSPlatform("linux")]
public sealed record FixPlan(Finding Finding, Fix? Fix, IReadOnlyList<ChangeStep> Steps, string? Refusal)
{
    public bool TouchesFirewall => Fix?.Action is FixAction.BlockPort;

    public static FixPlan Of(Finding finding, bool ufwIsOn)
    {
        if (finding.Fixes.FirstOrDefault(static fix => fix.Action is not null) is not { Action: { } action } fix)
            return new FixPlan(finding, null, [], "Berth cannot mend this itself: what to do stands with the finding.");
        try
        {
            var steps = action switch
            {
                FixAction.BlockPort block => StepsOf.Block(block.Protocol, block.Port, ufwIsOn),
                FixAction.SetSysctl set => StepsOf.Setting(set.Name, set.Value),
                FixAction.ReservePort reserve => StepsOf.Reserve(reserve.Port),
                FixAction.SetFileMode mode => StepsOf.Mode(mode.Path, mode.Mode),
                _ => null,
            };
            return steps is null
                ? new FixPlan(finding, fix, [], "There is neither nft nor ufw here to filter with. Install nftables.")
                : new FixPlan(finding, fix, steps, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new FixPlan(finding, fix, [], $"What it would change cannot be read: {error.Message}");
        }
    }
}
