using Berth.Model.Leases;

namespace Berth.Daemon.Leases;

/// <summary>A lease that one run uses; nobody else gets it until this is disposed.</summary>
sealed class LeaseUse(LeaseBook book, Lease lease) : IDisposable
{
    public Lease Lease => lease;

    public void Dispose() => book.EndUse(lease.Key);
}
