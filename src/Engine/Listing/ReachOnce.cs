using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Listing;

/// <summary>Thousands of listeners share a handful of binds: each bind is judged once, for each port where rules depend on it.</summary>
sealed class ReachOnce(Snapshot snapshot)
{
    readonly ReachJudge judge = new(snapshot);
    readonly Chains places = new(0);
    readonly List<SocketRecord> binds = [];
    readonly List<Reachability> reaches = [];

    public Reachability Of(SocketRecord socket)
    {
        var hash = socket.LocalAddress.V4Bits + (socket.LocalAddress.Family == InetFamily.V6 ? 1u << 30 : 0) + (judge.NeedsPort ? SocketHash.OfPort(socket) : 0);
        for (var place = places.First(hash); place >= 0; place = places.After(place))
            if (IsBoundAlike(binds[place], socket)) return reaches[place];
        var reach = judge.Of(socket);
        places.Add(hash);
        binds.Add(socket);
        reaches.Add(reach);
        return reach;
    }

    bool IsBoundAlike(SocketRecord one, SocketRecord other) =>
        one.LocalAddress == other.LocalAddress && one.V6Only == other.V6Only && one.InterfaceIndex == other.InterfaceIndex
        && (!judge.NeedsPort || (one.LocalPort == other.LocalPort && one.Protocol == other.Protocol))
        && (ReferenceEquals(one.Namespace, other.Namespace) || one.Namespace == other.Namespace);
}
