using System.Diagnostics.CodeAnalysis;
using Berth.Model;

namespace Berth.Engine.Listing;

/// <summary>What sockets of one SO_REUSEPORT group share; a dictionary key made once per socket.</summary>
readonly struct SocketSlot(SocketRecord socket) : IEquatable<SocketSlot>
{
    readonly InetAddress address = socket.LocalAddress;
    readonly ulong network = socket.Namespace.Inode;
    readonly uint link = socket.InterfaceIndex;
    readonly ushort port = socket.LocalPort.Number;
    readonly Protocol protocol = socket.Protocol;

    public bool Equals(SocketSlot other) =>
        port == other.port && address == other.address && protocol == other.protocol && network == other.network && link == other.link;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is SocketSlot other && Equals(other);

    // Ports differ most; the rest is mixed in by multiplication so that equal ports on many addresses spread too.
    public override int GetHashCode() =>
        (port << 8 | (int)protocol) ^ (int)((address.V4Bits + network * 31 + link) * 0x9E3779B1u);
}
