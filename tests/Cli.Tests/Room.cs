using System.Text;
using Berth.Cli.Hosting;
using Berth.Cli.Startup;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Probes.Machines;
using Berth.Workbench.Writing;

namespace Berth.Cli.Tests;

#pragma warning disable CA1001 // A MemoryStream holds nothing but memory.
/// <summary>A command line run inside the test: what it wrote, said and answered.</summary>
sealed class Room
{
    readonly MemoryStream data = new();
    readonly MemoryStream talk = new();

    public Snapshot Machine { get; init; } = Sample.Machine();
    public Terminal Terminal { get; init; } = new(null, false, false);
    public string? Reply { get; init; }

    /// <summary>The folder that the person is in.</summary>
    public string? Directory { get; init; }

    /// <summary>What the inventory was asked, in order.</summary>
    public List<SnapshotOptions> Asked { get; } = [];

    public string Out => Encoding.UTF8.GetString(data.ToArray());
    public string Said => Encoding.UTF8.GetString(talk.ToArray());

    public int Run(params string[] args) => Entry.Run(args, new CommandContext
    {
        Out = new Output(data),
        Error = new Output(talk),
        Terminal = Terminal,
        Directory = Directory,
        Machine = () => new Fake(this),
        Chance = new Random(1),
        ReadLine = () => Reply,
        ReadInput = _ => Reply ?? "",
    });

    /// <summary>Knows one snapshot; what is read and tried beside it needs a real machine.</summary>
    sealed class Fake(Room room) : IMachine
    {
        public Snapshot Take(SnapshotOptions options)
        {
            room.Asked.Add(options);
            return room.Machine;
        }

        public MachineReadings Readings(Snapshot snapshot) => new();

        public Project? ProjectOf(string folder) => null;

        public DiagnosisFacts Try(DiagnosisTarget target, string? directory, Action beforeWords) => throw new NotSupportedException();

        public MachineFacts Facts() => throw new NotSupportedException();

        public KernelFacts Kernel() => throw new NotSupportedException();

        public Task<TwinReport> ProveAsync(
            FirewallRules rules, HostFacts host, IReadOnlyList<TwinProbe> wanted, CancellationToken cancel) =>
            throw new NotSupportedException();
    }
}
