using Berth.Model.Snapshots;
using Berth.Probes.Linux;
using Berth.Probes.Machines;
using Berth.Probes.Unsupported;

namespace Berth.Probes;

/// <summary>Chooses the machine of the system that we run on.</summary>
public static class ThisMachine
{
    /// <param name="afterReading">Adds to each snapshot what only the host knows, before anybody sees it.</param>
    public static IMachine On(TimeProvider clock, Action<Snapshot>? afterReading = null) =>
        OperatingSystem.IsLinux() ? new LinuxMachine(clock, afterReading) : new UnsupportedMachine();
}
