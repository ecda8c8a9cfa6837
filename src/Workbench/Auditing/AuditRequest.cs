using Berth.Engine.Filters;

namespace Berth.Workbench.Auditing;

/// <summary>What is to be audited, and how far that goes.</summary>
public sealed record AuditRequest
{
    /// <summary>The listeners; null: the whole machine.</summary>
    public Filter? Filter { get; init; }

    /// <summary>Ask no service what it is.</summary>
    public bool NoProbe { get; init; }

    /// <summary>Also let the kernel decide, in a twin.</summary>
    public bool Prove { get; init; }

    /// <summary>Fingerprints of findings that are not new.</summary>
    public IReadOnlySet<string> Known { get; init; } = new HashSet<string>();
}
