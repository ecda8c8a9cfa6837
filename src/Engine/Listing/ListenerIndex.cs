using Berth.Model;

namespace Berth.Engine.Listing;

/// <summary>Which listener a connection's local end belongs to.</summary>
sealed class ListenerIndex
{
    readonly Dictionary<(Protocol Protocol, ulong Network, uint Port), List<SocketRecord>> byPort = [];

    public ListenerIndex(IReadOnlyList<SocketRecord> sockets)
    {
        foreach (var socket in sockets)
        {
            if (!socket.IsListener || socket.Protocol.IsUnix()) continue;
            var key = Key(socket);
            if (!byPort.TryGetValue(key, out var same)) byPort[key] = same = new List<SocketRecord>(1);
            // Of a SO_REUSEPORT group one is enough.
            if (same.Count == 0 || same[^1].LocalAddress != socket.LocalAddress) same.Add(socket);
        }
    }

    /// <summary>The most specific listener that takes connections to the socket's local address and port; null when none does.</summary>
    public SocketRecord? For(SocketRecord connection)
    {
        if (!byPort.TryGetValue(Key(connection), out var candidates)) return null;
        var address = connection.LocalAddress.Unmapped;
        SocketRecord? wildcard = null;
        foreach (var listener in candidates)
        {
            var bound = listener.LocalAddress.Unmapped;
            if (bound == address) return listener;
            if (bound.IsWildcard && (bound.Family == address.Family || (bound.Family == InetFamily.V6 && listener.V6Only != true)))
                wildcard = wildcard is null || bound.Family == address.Family ? listener : wildcard;
        }
        return wildcard;
    }

    static (Protocol Protocol, ulong Network, uint Port) Key(SocketRecord socket) => (socket.Protocol, socket.Namespace.Inode, socket.LocalPort.Number);
}
