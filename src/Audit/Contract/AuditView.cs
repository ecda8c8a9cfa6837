using Berth.Model.Machine;
using Berth.Model.Snapshots;

namespace Berth.Audit.Contract;

/// <summary>The facts as rules look at them: sockets gathered into the ports of services.</summary>
public sealed class AuditView
{
    public AuditView(AuditFacts facts)
    {
        Facts = facts;
        Ports = ListenedPorts.Of(facts);
    }

    public AuditFacts Facts { get; }
    public Snapshot Snapshot => Facts.Snapshot;
    public HostFacts Host => Facts.Snapshot.Host;

    /// <summary>In order of port.</summary>
    public IReadOnlyList<ListenedPort> Ports { get; }

    public MachineReadings Machine => Facts.Machine;

    public string? Setting(string name) => Machine.Settings.TryGetValue(name, out var value) ? value : null;

    /// <summary>The ports that somebody beyond this machine may reach.</summary>
    public IEnumerable<ListenedPort> Wide => Ports.Where(static port => port.IsWide);
}
