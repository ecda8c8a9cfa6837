using Berth.Model.Snapshots;

namespace Berth.Probes.Machines;

/// <summary>What takes snapshots: the machine, or what stands for it in a test.</summary>
public interface ISocketInventory
{
    /// <summary>Reads the machine now. What may not be seen is told in the snapshot, never thrown.</summary>
    /// <exception cref="InventoryUnavailableException">The sockets cannot be read here; the message says why and what to do.</exception>
    Snapshot Take(SnapshotOptions options);
}

/// <summary>This machine cannot be read at all. The message is for the user.</summary>
public sealed class InventoryUnavailableException(string message) : Exception(message);
