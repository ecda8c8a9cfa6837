using Berth.Model.Knowledge;

namespace Berth.Model.Leases;

/// <summary>
/// How Berth itself keeps a port for a lease: by a socket that is bound and never listens. It is no server, and nobody who
/// sets SO_REUSEADDR is kept from listening there.
/// </summary>
/// <param name="For">The service and checkout that the port is kept for; hidden where the process that keeps it did not say.</param>
public sealed record KeptPort(Known<LeaseKey> For)
{
    /// <summary>"leased to web of /code/shop", or what is known of it.</summary>
    public string Clause => For.Value is { } key ? $"leased to {key.Label} of {key.Root}" : "kept for a lease of Berth";
}
