using Berth.Model.Addressing;
using Berth.Model.Sockets;

namespace Berth.Engine.Listing;

/// <summary>Which listener a connection's local end belongs to.</summary>
sealed class ListenerIndex
{
    readonly Chains places = new(64);
    readonly List<SocketRecord> listeners = [];

    public ListenerIndex(IReadOnlyList<SocketRecord> sockets)
    {
        foreach (var socket in sockets)
        {
            if (!socket.IsListener || socket.Protocol.IsUnix()) continue;
            // Of a SO_REUSEPORT group, told one after the other, one is enough.
            if (listeners.Count > 0 && IsSamePlace(listeners[^1], socket) && listeners[^1].LocalAddress == socket.LocalAddress) continue;
            places.Add(SocketHash.OfPort(socket));
            listeners.Add(socket);
        }
    }

    /// <summary>The most specific listener that takes connections to the socket's local address and port; null when none does.</summary>
    public SocketRecord? For(SocketRecord connection)
    {
        var address = connection.LocalAddress.Unmapped;
        SocketRecord? wildcard = null;
        for (var place = places.First(SocketHash.OfPort(connection)); place >= 0; place = places.After(place))
        {
            var listener = listeners[place];
            if (!IsSamePlace(listener, connection)) continue;
            var bound = listener.LocalAddress.Unmapped;
            if (bound == address) return listener;
            if (!bound.IsWildcard) continue;
            if (bound.Family == address.Family) wildcard = listener;
            else if (bound.Family == InetFamily.V6 && listener.V6Only != true) wildcard ??= listener;
        }
        return wildcard;
    }

    static bool IsSamePlace(SocketRecord one, SocketRecord other) =>
        one.LocalPort == other.LocalPort && one.Protocol == other.Protocol && one.Namespace.Inode == other.Namespace.Inode;
}
