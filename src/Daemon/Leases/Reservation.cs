using Berth.Actions.Leases;
using Berth.Model.Addressing;
using Berth.Model.Leases;

namespace Berth.Daemon.Leases;

/// <summary>
/// What one request is busy with, from its begin to its commit or roll-back: nobody else touches that lease or that port meanwhile, and
/// nobody holds a lock. Guarded by the lock of the book.
/// </summary>
sealed class Reservation(LeaseKey key)
{
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LeaseKey Key => key;

    /// <summary>The port that is being tried; null between two tries.</summary>
    public Port? Port { get; set; }

    /// <summary>The lease that gives up that port; null when nobody need.</summary>
    public Lease? Lent { get; set; }

    /// <summary>
    /// Sockets that hold the port and are not the book's yet; null when it has some already, or the one it is for listens there.
    /// </summary>
    public PortHolder? Holder { get; set; }

    public Task Ended => ended.Task;

    public void End() => ended.SetResult();
}
