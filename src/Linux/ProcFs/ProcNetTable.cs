using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using Berth.Model.Addressing;

namespace Berth.Linux.ProcFs;

/// <summary>One line of /proc/net/{tcp,tcp6,udp,udp6}.</summary>
public readonly record struct ProcNetSocket(
    InetAddress LocalAddress, Port LocalPort, InetAddress PeerAddress, Port PeerPort, byte State,
    uint SendQueue, uint ReceiveQueue, uint UserId, ulong Inode);

/// <summary>
/// Parses the tables of /proc/net, which every kernel has (proc_net(5)). Addresses are printed as 32-bit words in the
/// machine's byte order; state numbers are those of include/net/tcp_states.h. They lack V6ONLY, cgroups and bound sockets,
/// and print the backlog of a listener as 0.
/// </summary>
public static class ProcNetTable
{
    /// <summary>The heading and any line that is not of the form give false.</summary>
    public static bool TryParseLine(ReadOnlySpan<byte> line, out ProcNetSocket socket)
    {
        socket = default;
        Span<Range> fields = stackalloc Range[12];
        var count = 0;
        for (var start = 0; start < line.Length && count < fields.Length;)
        {
            var length = line[start..].IndexOf((byte)' ');
            var end = length < 0 ? line.Length : start + length;
            if (end > start) fields[count++] = start..end;
            start = end + 1;
        }
        if (count < 10) return false;
        if (!TryEndpoint(line[fields[1]], out var local, out var localPort)) return false;
        if (!TryEndpoint(line[fields[2]], out var peer, out var peerPort)) return false;
        if (!TryHex(line[fields[3]], out var state) || state > byte.MaxValue) return false;
        var queues = line[fields[4]];
        var colon = queues.IndexOf((byte)':');
        if (colon < 0 || !TryHex(queues[..colon], out var send) || !TryHex(queues[(colon + 1)..], out var receive)) return false;
        if (!Utf8Parser.TryParse(line[fields[7]], out uint user, out _)) return false;
        if (!Utf8Parser.TryParse(line[fields[9]], out ulong inode, out _)) return false;
        socket = new ProcNetSocket(local, new Port(localPort), peer, new Port(peerPort), (byte)state, send, receive, user, inode);
        return true;
    }

    static bool TryEndpoint(ReadOnlySpan<byte> text, out InetAddress address, out ushort port)
    {
        (address, port) = (default, 0);
        if (text.Length is not (8 + 1 + 4) and not (32 + 1 + 4)) return false;
        var hex = text[..^5];
        Span<byte> bytes = stackalloc byte[16];
        for (var word = 0; word < hex.Length / 8; word++)
        {
            if (!TryHex(hex.Slice(word * 8, 8), out var value)) return false;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(word * 4)..], value);
        }
        if (!TryHex(text[^4..], out var number)) return false;
        address = hex.Length == 8 ? InetAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(bytes)) : InetAddress.V6(bytes);
        port = (ushort)number;
        return text[^5] == ':';
    }

    static bool TryHex(ReadOnlySpan<byte> text, out uint value) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
