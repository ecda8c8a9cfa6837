using System.Diagnostics.CodeAnalysis;
using Berth.Model;

namespace Berth.Engine.Listing;

/// <summary>
/// A connection, whichever of its ends is looked at: the two ends of a conversation inside the machine make the same key.
/// Addresses are unmapped, so that an IPv4 client meets the server that sees it as ::ffff:a.b.c.d.
/// </summary>
readonly struct ConversationKey : IEquatable<ConversationKey>
{
    readonly InetAddress lowAddress;
    readonly InetAddress highAddress;
    readonly ulong network;
    readonly ushort lowPort;
    readonly ushort highPort;
    readonly Protocol protocol;

    public ConversationKey(SocketRecord socket)
    {
        var (local, peer) = (socket.LocalAddress.Unmapped, socket.PeerAddress.Unmapped);
        var (localPort, peerPort) = (socket.LocalPort.Number, socket.PeerPort.Number);
        var localFirst = localPort < peerPort || (localPort == peerPort && local <= peer);
        (lowAddress, lowPort, highAddress, highPort) = localFirst ? (local, localPort, peer, peerPort) : (peer, peerPort, local, localPort);
        (network, protocol) = (socket.Namespace.Inode, socket.Protocol);
    }

    public bool Equals(ConversationKey other) =>
        lowPort == other.lowPort && highPort == other.highPort && lowAddress == other.lowAddress && highAddress == other.highAddress
        && protocol == other.protocol && network == other.network;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ConversationKey other && Equals(other);

    public override int GetHashCode()
    {
        var ports = (uint)lowPort << 16 | highPort;
        var addresses = lowAddress.V4Bits * 31 + highAddress.V4Bits;
        return (int)(ports * 0x9E3779B1u ^ (addresses + (uint)network) * 0x85EBCA6Bu);
    }
}
