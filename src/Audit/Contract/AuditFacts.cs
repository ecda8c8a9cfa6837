using Berth.Model.Firewall;
using Berth.Model.Processes;
using Berth.Model.Protocols;
using Berth.Model.Snapshots;

namespace Berth.Audit.Contract;

/// <summary>All that the audit concludes from. What was not read stays empty, and its rules find nothing.</summary>
public sealed record AuditFacts
{
    /// <summary>Listeners and connections with owners, and every detail of the processes.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>What the listeners answered; empty when they were not asked.</summary>
    public IReadOnlyList<ProtocolFacts> Answers { get; init; } = [];

    public MachineReadings Machine { get; init; } = new();

    /// <summary>What the kernel did with callers in a copy of this machine's network; null when it was not asked.</summary>
    public TwinReport? Twin { get; init; }

    /// <summary>What the projects of the listeners say about their ports.</summary>
    public IReadOnlyList<ProjectPolicy> Policies { get; init; } = [];
}
