using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;

namespace Berth.Probes.Machines;

/// <summary>
/// The machine that we are on: the one seam between operating systems. It is read when it is asked, and changed by
/// nothing here. Any
/// thread may ask.
/// </summary>
public interface IMachine : ISocketInventory
{
    /// <summary>What an audit needs besides the sockets. What could not be read is told in it, never thrown.</summary>
    /// <param name="snapshot">Whose processes' programs and keys are looked at.</param>
    MachineReadings Readings(Snapshot snapshot);

    /// <summary>
    /// Reads the machine and connects to the target, where that is this machine. Takes a few seconds at most.
    /// </summary>
    /// <param name="directory">Where the person is; null when that is not known.</param>
    /// <param name="beforeWords">Called when all is read that takes rights, and before a server is listened to.</param>
    /// <exception cref="InventoryUnavailableException">The sockets cannot be read here.</exception>
    DiagnosisFacts Try(DiagnosisTarget target, string? directory, Action beforeWords);

    /// <summary>Reads what of the machine itself may be in the way. Connects to nothing.</summary>
    /// <exception cref="InventoryUnavailableException">The sockets cannot be read here.</exception>
    MachineFacts Facts();

    /// <summary>Tries what the kernel allows, but for the hooks of an own localhost. Attaches and changes nothing.</summary>
    /// <exception cref="InventoryUnavailableException">It is there on Linux only.</exception>
    KernelFacts Kernel();

    /// <summary>
    /// Proves who can connect by trying it, in a copy of the machine's network that is thrown away; the report says
    /// what it could not.
    /// </summary>
    Task<TwinReport> ProveAsync(FirewallRules rules, HostFacts host, IReadOnlyList<TwinProbe> wanted, CancellationToken cancel);

    /// <summary>
    /// The project that a folder is in: the nearest upwards that says what it runs, or is a git work tree. Null when
    /// there is none.
    /// </summary>
    Project? ProjectOf(string folder);
}
