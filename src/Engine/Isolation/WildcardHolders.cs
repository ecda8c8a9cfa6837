using Berth.Model;

namespace Berth.Engine.Isolation;

/// <summary>
/// A server of the machine that listens on every address has the port at a project's own address too: then nothing can be
/// there. Found before a service fails on it.
/// </summary>
public static class WildcardHolders
{
    /// <summary>What has to be read to judge that.</summary>
    public static SnapshotOptions Question(IReadOnlyList<Port> ports) => new() { LocalPorts = [.. ports.Select(static port => new PortRange(port, port))] };

    /// <summary>Who is in the way of these ports; empty when nobody is.</summary>
    public static IReadOnlyList<WildcardHolder> Of(Snapshot snapshot, IReadOnlyList<Port> ports, Protocol protocol = Protocol.Tcp)
    {
        var found = new List<WildcardHolder>();
        foreach (var socket in snapshot.Sockets)
        {
            // One for IPv6 alone leaves 127.x.y.z free; one of one interface is of that one alone.
            if (!socket.IsListener || socket.Protocol != protocol || !socket.LocalAddress.Unmapped.IsWildcard || socket.V6Only == true || socket.InterfaceIndex > 0) continue;
            if (ports.Contains(socket.LocalPort)) found.Add(new WildcardHolder(socket.LocalPort, socket.LocalAddress, socket.Owner.First));
        }
        return found;
    }
}

/// <param name="Process">Null when it may not be seen.</param>
public sealed record WildcardHolder(Port Port, InetAddress Address, ProcessFacts? Process);
