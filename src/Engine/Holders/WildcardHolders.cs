using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Holders;

/// <summary>
/// A server of the machine that listens on every address has the port at a project's own address too: then nothing can be
/// there. Found before a service fails on it.
/// </summary>
public static class WildcardHolders
{
    /// <summary>What has to be read to judge that.</summary>
    public static SnapshotOptions Question(IReadOnlyList<Port> ports) => new() { LocalPorts = [.. ports.Select(PortRange.Single)] };

    /// <summary>Who is in the way of these ports; empty when nobody is.</summary>
    public static IReadOnlyList<WildcardHolder> Of(Snapshot snapshot, IReadOnlyList<Port> ports, Protocol protocol = Protocol.Tcp)
    {
        var found = new List<WildcardHolder>();
        foreach (var socket in snapshot.Sockets)
        {
            // One for IPv6 alone leaves 127.x.y.z free; one of one interface is of that one alone.
            if (!socket.IsListener || socket.Protocol != protocol || !socket.LocalAddress.Unmapped.IsWildcard || socket.V6Only == true || socket.InterfaceIndex > 0) continue;
            if (ports.Contains(socket.LocalPort)) found.Add(new WildcardHolder(socket, HolderWords.Of(socket, snapshot.Host)));
        }
        return found;
    }
}

/// <param name="Holder">A clause: "node (pid 4242)".</param>
public sealed record WildcardHolder(SocketRecord Socket, string Holder)
{
    /// <summary>Who it is, and what to do, without a full stop.</summary>
    public string Sentence =>
        $"port {Socket.LocalPort} is held on every address ({Socket.LocalAddress}) by {Holder}, so at the project's too. Bind that one to 127.0.0.1, or end it: berth free {Socket.LocalPort}";
}
