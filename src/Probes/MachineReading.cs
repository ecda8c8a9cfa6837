using Berth.Model.Snapshots;
using Berth.Probes.Linux.Readings;

namespace Berth.Probes;

/// <summary>Reads what an audit needs besides the sockets, on the operating system that Berth runs on.</summary>
public static class MachineReading
{
    /// <param name="snapshot">Whose processes' programs and keys are looked at.</param>
    public static MachineReadings Read(Snapshot snapshot) =>
        OperatingSystem.IsLinux() ? new LinuxReadings().Read(snapshot) : new MachineReadings();
}
