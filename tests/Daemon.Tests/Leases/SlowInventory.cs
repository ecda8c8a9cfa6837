using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Probes.Machines;

namespace Berth.Daemon.Tests.Leases;

/// <summary>A machine without sockets. The first look waits until it is let go, when that is wanted.</summary>
sealed class SlowInventory : ISocketInventory
{
    readonly TaskCompletionSource looked = new(), released = new();
    int looks;

    public bool IsSlow { get; init; }

    /// <summary>The first one looks, and waits.</summary>
    public Task Looked => looked.Task;

    public void LetGo() => released.SetResult();

    public Snapshot Take(SnapshotOptions options)
    {
        if (IsSlow && Interlocked.Increment(ref looks) == 1)
        {
            looked.SetResult();
            released.Task.GetAwaiter().GetResult();
        }
        return new Snapshot
        {
            TakenAt = default,
            Host = new HostFacts { System = OperatingSystemKind.Linux },
            Sockets = [],
            Processes = new Dictionary<int, ProcessFacts>(),
        };
    }
}
