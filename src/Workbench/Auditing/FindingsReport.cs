using Berth.Audit.Findings;
using Berth.Model.Knowledge;
using Berth.Model.Repository;

namespace Berth.Workbench.Auditing;

/// <summary>What an audit or a lint has to show, whatever the format.</summary>
public sealed record FindingsReport
{
    /// <summary>"audit" or "lint".</summary>
    public required string Command { get; init; }
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Worst first; accepted ones carry their suppression.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Fingerprints that the baseline has already.</summary>
    public IReadOnlySet<string> Known { get; init; } = new HashSet<string>();

    /// <summary>What was looked at, in one line: "12 ports of 8 services, 10 of them asked".</summary>
    public required string Scope { get; init; }

    /// <summary>What became of `--prove`, in one line; null when it was not asked.</summary>
    public string? Proof { get; init; }

    public IReadOnlyList<Shortfall> Shortfalls { get; init; } = [];

    /// <summary>The findings, each with the acceptance that covers it on this day (UTC).</summary>
    public static IReadOnlyList<Finding> Marked(IReadOnlyList<Finding> findings, IReadOnlyList<Suppression> accepted, DateTimeOffset now)
    {
        if (accepted.Count == 0) return findings;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return [.. findings.Select(finding => finding with { SuppressedBy = By(finding) })];

        Suppression? By(Finding finding) => accepted.FirstOrDefault(one => finding.IsAcceptedBy(one, today));
    }

    /// <summary>Those that are neither accepted nor in the baseline.</summary>
    public IEnumerable<Finding> New => Findings.Where(IsNew);

    public bool IsNew(Finding finding) => finding.SuppressedBy is null && !Known.Contains(finding.Fingerprint);
}
