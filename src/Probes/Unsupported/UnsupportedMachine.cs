using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Probes.Machines;

namespace Berth.Probes.Unsupported;

/// <summary>Stands where Berth cannot look into an operating system yet: says so, in one line.</summary>
sealed class UnsupportedMachine : IMachine
{
    public Snapshot Take(SnapshotOptions options) => throw Unavailable();

    public MachineReadings Readings(Snapshot snapshot) => new();

    public DiagnosisFacts Try(DiagnosisTarget target, string? directory, Action beforeWords) => throw Unavailable();

    public MachineFacts Facts() => throw Unavailable();

    public KernelFacts Kernel() => throw Unavailable();

    public Task<TwinReport> ProveAsync(FirewallRules rules, HostFacts host, IReadOnlyList<TwinProbe> wanted, CancellationToken cancel) =>
        Task.FromResult(new TwinReport([], "it takes Linux"));

    public Project? ProjectOf(string folder) => null;

    static InventoryUnavailableException Unavailable() =>
        new($"Berth cannot look into {Environment.OSVersion.Platform} yet: today it works on Linux (also inside WSL).");
}
