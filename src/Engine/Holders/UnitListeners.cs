using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Holders;

/// <summary>Where the programs of control groups really listen: sockets carry the number of the group that they were made in.</summary>
public static class UnitListeners
{
    /// <summary>What has to be read for that.</summary>
    public static readonly SnapshotOptions Question = new() { Kinds = SocketKinds.Listeners, Owners = false };

    /// <summary>The TCP sockets that listen. One at every address, although the project has its own, was exposed, or the system chose its port.</summary>
    /// <param name="groups">The numbers of the unit's group and those below it.</param>
    public static IReadOnlyList<SocketRecord> Of(Snapshot snapshot, IReadOnlySet<ulong> groups) =>
        [.. snapshot.Sockets.Where(socket => socket.State == SocketState.Listen && socket.Protocol == Protocol.Tcp && groups.Contains(socket.CgroupId))];
}
