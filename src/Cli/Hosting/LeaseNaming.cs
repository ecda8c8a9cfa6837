using Berth.Api;
using Berth.Api.Messages;
using Berth.Model.Knowledge;
using Berth.Model.Leases;
using Berth.Model.Snapshots;
using Berth.Places;

namespace Berth.Cli.Hosting;

/// <summary>
/// Says what Berth's own sockets are for. The daemon is asked only when one of them is there: most snapshots have none.
/// </summary>
/// <param name="leases">The leases of the daemon that runs; null when it does not say.</param>
sealed class LeaseNaming(Func<IReadOnlyList<LeaseItem>?> leases)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public void Name(Snapshot snapshot)
    {
        IReadOnlyList<LeaseItem>? known = null;
        var isAsked = false;
        foreach (var socket in snapshot.Sockets)
        {
            // Another user's daemon, or one of another network namespace, keeps ports of its own.
            if (socket.Kept is null || socket.UserId != snapshot.Host.UserId || !socket.Namespace.IsOurs) continue;
            if (!isAsked) known = leases();
            isAsked = true;
            if (known?.FirstOrDefault(lease => lease.Held && lease.Port == socket.LocalPort.Number) is { } found)
                socket.Kept = new KeptPort(Known.Observed(new LeaseKey(found.Root, found.Service, found.PortName)));
        }
    }

    /// <summary>Asks this person's daemon, without starting one.</summary>
    public static IReadOnlyList<LeaseItem>? OfRunningDaemon()
    {
        if (!OperatingSystem.IsLinux() || DaemonPlace.OfThisUser is not { } place) return null;
        return DaemonAccess.Running(place, Patience).Ask(Capabilities.LeaseList, new LeaseListRequest()).Value?.Leases;
    }
}
