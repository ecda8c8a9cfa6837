using Berth.Engine.Holders;
using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Machines;

namespace Berth.Daemon.Links;

/// <summary>Whose the ports are that links have to do with.</summary>
sealed class LinkNeighbours(ISocketInventory inventory)
{
    /// <summary>Who has the port at localhost: "node (pid 4242)"; null when nobody has.</summary>
    public string? Holder(Port port)
    {
        var snapshot = inventory.Take(PortHolders.Question(port));
        foreach (var socket in snapshot.Sockets)
        {
            if (socket.Protocol != Protocol.Tcp || socket.LocalPort != port) continue;
            if (PortHolders.IsAtLocalhost(socket) && !IsOurs(socket)) return HolderWords.Of(socket, snapshot.Host);
        }
        return null;
    }

    // A lease holds the port for the link.
    static bool IsOurs(SocketRecord socket) => socket.Owner.First?.Pid == Environment.ProcessId && socket.State != SocketState.Listen;

    /// <summary>Where a server of this port is on localhost; 127.0.0.1 when there is none yet.</summary>
    public string HostOf(Port port)
    {
        var listeners = inventory.Take(new SnapshotOptions { LocalPorts = [PortRange.Single(port)], Owners = false }).Sockets
            .Where(socket => socket.IsListener && socket.Protocol == Protocol.Tcp && socket.LocalPort == port).ToArray();
        var isV4 = listeners.Any(static socket => Serves(socket, InetAddress.LoopbackV4));
        var isV6 = listeners.Any(static socket => Serves(socket, InetAddress.LoopbackV6));
        return isV6 && !isV4 ? InetAddress.LoopbackV6.ToString() : LinkTarget.Loopback;
    }

    static bool Serves(SocketRecord socket, InetAddress address)
    {
        var own = socket.LocalAddress.Unmapped;
        if (own == address) return true;
        return own.IsWildcard && (own.Family == address.Family || (address.Family == InetFamily.V4 && socket.IsDualStack));
    }
}
