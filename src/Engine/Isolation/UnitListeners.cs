using Berth.Model;

namespace Berth.Engine.Isolation;

/// <summary>Where the programs of control groups really listen: sockets carry the number of the group that they were made in.</summary>
public static class UnitListeners
{
    /// <summary>What has to be read for that.</summary>
    public static readonly SnapshotOptions Question = new() { Kinds = SocketKinds.Listeners, Owners = false };

    /// <param name="groups">The numbers of the unit's group and those below it.</param>
    public static IReadOnlyList<UnitListener> Of(Snapshot snapshot, IReadOnlySet<ulong> groups)
    {
        var found = new List<UnitListener>();
        foreach (var socket in snapshot.Sockets)
        {
            if (socket.State != SocketState.Listen || socket.Protocol != Protocol.Tcp || !groups.Contains(socket.CgroupId)) continue;
            found.Add(new UnitListener(socket.LocalPort, socket.LocalAddress.Unmapped));
        }
        return found;
    }
}

/// <param name="Address">A mapped IPv4 address is told as IPv4.</param>
public sealed record UnitListener(Port Port, InetAddress Address)
{
    /// <summary>
    /// It is at every address although the project has its own: it was exposed, or the system chose the port (bind to any port, or listen
    /// without bind, which no hook of the kernel sees).
    /// </summary>
    public bool IsOpen => Address.IsWildcard;
}
