using System.Runtime.Versioning;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Probes.Linux.Diagnosis;
using Berth.Probes.Linux.Projects;
using Berth.Probes.Linux.Readings;
using Berth.Probes.Linux.Twin;
using Berth.Probes.Machines;

namespace Berth.Probes.Linux;

/// <summary>A machine with Linux.</summary>
[SupportedOSPlatform("linux")]
sealed class LinuxMachine(TimeProvider clock, Action<Snapshot>? afterReading) : IMachine
{
    readonly LinuxInventory inventory = new(clock);
    readonly ProjectFinder projects = new();

    public Snapshot Take(SnapshotOptions options)
    {
        var snapshot = inventory.Take(options);
        afterReading?.Invoke(snapshot);
        return snapshot;
    }

    public MachineReadings Readings(Snapshot snapshot) => new LinuxReadings().Read(snapshot);

    public DiagnosisFacts Try(DiagnosisTarget target, string? directory, Action beforeWords) =>
        new TargetReader(this, clock, beforeWords).ReadAsync(target, directory).GetAwaiter().GetResult();

    public MachineFacts Facts() => new MachineReader(this, clock).ReadAsync().GetAwaiter().GetResult();

    public KernelFacts Kernel() => KernelReader.Read();

    public Task<TwinReport> ProveAsync(FirewallRules rules, HostFacts host, IReadOnlyList<TwinProbe> wanted, CancellationToken cancel) =>
        TwinProver.ProveAsync(rules, host, wanted, cancel);

    public Project? ProjectOf(string folder) => projects.Find(folder);
}
