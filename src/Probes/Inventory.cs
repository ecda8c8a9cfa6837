using Berth.Probes.Linux;
using Berth.Probes.Unsupported;

namespace Berth.Probes;

/// <summary>Chooses the inventory of the system that we run on.</summary>
public static class Inventory
{
    public static ISocketInventory ForThisMachine(TimeProvider clock) =>
        OperatingSystem.IsLinux() ? new LinuxInventory(clock) : new UnsupportedInventory();
}
