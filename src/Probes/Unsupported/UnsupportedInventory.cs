using Berth.Model.Snapshots;

namespace Berth.Probes.Unsupported;

/// <summary>Stands where an operating system has no inventory yet: says so, in one line.</summary>
sealed class UnsupportedInventory : ISocketInventory
{
    public Snapshot Take(SnapshotOptions options) =>
        throw new InventoryUnavailableException($"Berth cannot read the sockets of {Environment.OSVersion.Platform} yet: today it works on Linux (also inside WSL).");
}
