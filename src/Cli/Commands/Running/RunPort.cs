using System.Runtime.Versioning;
using Berth.Actions.Leases;
using Berth.Api;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Api.Places;
using Berth.Cli.Commands.Background;
using Berth.Engine.Leases;
using Berth.Model;
using Berth.Probes;

namespace Berth.Cli.Commands.Running;

/// <summary>
/// The port of one run: leased by the daemon as long as our connection to it is open, or, where no daemon can be had, held by
/// ourselves. Nobody else is given it until this is disposed.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class RunPort : IDisposable
{
    // A daemon that runs answers in a few milliseconds; one that hangs must not keep the command waiting for long.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    readonly IDisposable keeper;

    RunPort(Port port, IDisposable keeper) => (Port, this.keeper) = (port, keeper);

    public Port Port { get; }

    /// <summary>"shop", or "shop#2" for a second run at the same time; null without a daemon.</summary>
    public string? Name { get; private init; }

    /// <summary>The lease, as the daemon told it; null without one.</summary>
    public LeaseItem? Lease { get; private init; }

    /// <summary>Why no daemon keeps it; null when one does.</summary>
    public string? Shortfall { get; private init; }

    /// <summary>Null when there is no port at all.</summary>
    /// <param name="state">Where the lock of those who have no daemon is.</param>
    public static RunPort? Take(DaemonPlace? place, string state, LeaseKey key, ISocketInventory inventory)
    {
        var reason = "there is no home for its state";
        if (place is not null)
        {
            var client = new DaemonClient(place, () => DaemonAccess.Start(place, onDemand: true)) { Patience = patience };
            if (FromDaemon(client, key, out reason) is { } leased) return leased;
        }
        var candidates = LeaseChoice.Candidates(key, null, null, static _ => false);
        var own = LocalLease.Take(Path.Combine(state, "run.lock"), candidates, (port, ours) => IsTaken(port, ours, inventory));
        return own is null ? null : new RunPort(own.Port, own) { Shortfall = reason };
    }

    static RunPort? FromDaemon(DaemonClient client, LeaseKey key, out string reason)
    {
        var feed = client.Open(Capabilities.LeaseUse, new LeaseRequest(key.Root, key.Service, key.PortName));
        if (feed.IsThere && feed.Value.Next() is { } lease)
        {
            reason = "";
            return new RunPort(new Port((ushort)lease.Port), feed.Value) { Name = lease.Service, Lease = lease };
        }
        reason = DaemonTalk.Sentence(feed.Error ?? feed.Value!.Error ?? new ApiError(ErrorCode.Broken, "the daemon ended meanwhile"));
        feed.Value?.Dispose();
        return null;
    }

    static bool IsTaken(Port port, IReadOnlyList<ulong> ours, ISocketInventory inventory)
    {
        var question = new SnapshotOptions { Kinds = SocketKinds.Listeners | SocketKinds.Bound, LocalPorts = [PortRange.Single(port)], Owners = false };
        foreach (var socket in inventory.Take(question).Sockets)
            if (socket.Protocol == Protocol.Tcp && !ours.Contains(socket.Inode)) return true;
        return false;
    }

    public void Dispose() => keeper.Dispose();
}
