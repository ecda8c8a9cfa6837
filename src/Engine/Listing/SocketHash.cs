using Berth.Model.Addressing;
using Berth.Model.Sockets;

namespace Berth.Engine.Listing;

/// <summary>Numbers that are equal for sockets that may belong together.</summary>
static class SocketHash
{
    /// <summary>Of what SO_REUSEPORT sockets share.</summary>
    public static uint OfBind(SocketRecord socket) =>
        Mix(socket.LocalAddress.V4Bits, socket.LocalPort) + (uint)socket.Protocol + (uint)socket.Namespace.Inode * 31 + socket.InterfaceIndex * 7;

    /// <summary>The same for both ends of a connection, and for an IPv4 client of a server that sees it as ::ffff:a.b.c.d.</summary>
    public static uint OfConversation(SocketRecord socket) =>
        Mix(socket.LocalAddress.V4Bits, socket.LocalPort) + Mix(socket.PeerAddress.V4Bits, socket.PeerPort)
        + (uint)socket.Protocol + (uint)socket.Namespace.Inode * 31;

    /// <summary>Of what a connection and its listener share.</summary>
    public static uint OfPort(SocketRecord socket) =>
        (uint)socket.LocalPort.Number << 2 | (uint)socket.Protocol & 3;

    // The finishing steps of MurmurHash3, so that neighbouring ports of two ends do not cancel out in a sum.
    static uint Mix(uint address, Port port)
    {
        var hash = address * 0xCC9E2D51u ^ port.Number * 0x85EBCA6Bu;
        hash ^= hash >> 15;
        hash *= 0xC2B2AE35u;
        return hash ^ hash >> 13;
    }
}
