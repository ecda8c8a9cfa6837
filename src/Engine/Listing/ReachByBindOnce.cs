using Berth.Engine.Reach;
using Berth.Model;

namespace Berth.Engine.Listing;

/// <summary>Thousands of listeners share a handful of binds: each bind is judged once.</summary>
sealed class ReachByBindOnce(HostFacts host)
{
    readonly Chains places = new(0);
    readonly List<SocketRecord> binds = [];
    readonly List<Reachability> reaches = [];

    public Reachability Of(SocketRecord socket)
    {
        var hash = socket.LocalAddress.V4Bits + (socket.LocalAddress.Family == InetFamily.V6 ? 1u << 30 : 0);
        for (var place = places.First(hash); place >= 0; place = places.After(place))
            if (IsBoundAlike(binds[place], socket)) return reaches[place];
        var reach = ReachByBind.Of(socket, host);
        places.Add(hash);
        binds.Add(socket);
        reaches.Add(reach);
        return reach;
    }

    static bool IsBoundAlike(SocketRecord one, SocketRecord other) =>
        one.LocalAddress == other.LocalAddress && one.V6Only == other.V6Only && one.InterfaceIndex == other.InterfaceIndex
        && (ReferenceEquals(one.Namespace, other.Namespace) || one.Namespace == other.Namespace);
}
