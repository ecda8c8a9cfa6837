using Berth.Model.Leases;

namespace Berth.Daemon.Leases;

/// <summary>The lease, or why there is none: a clause.</summary>
readonly record struct LeaseResult(Lease? Lease, string? Refusal);

/// <summary>A lease as it is now.</summary>
/// <param name="IsHeld">Our sockets keep the port; else somebody listens there, perhaps the one whom it is for.</param>
sealed record LeaseState(Lease Lease, bool IsHeld, bool IsInUse);
