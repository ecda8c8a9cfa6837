using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Sockets;

namespace Berth.Engine.Listing;

public static partial class Fields
{
    static Field[] OfSocket =>
    [
        new()
        {
            Name = "count", Heading = "SOCKETS", Type = FieldType.Number, Help = "how many sockets the row folds (SO_REUSEPORT)",
            Aliases = ["sockets"],
            OfRow = static row => FieldValue.OfNumber(row.SocketCount),
        },
        new()
        {
            Name = "queue", Heading = "QUEUE", Type = FieldType.Number,
            Help = "connections waiting to be accepted; of a connection, bytes waiting to be read", Aliases = ["receive_queue", "recv_q"],
            OfRow = static row => FieldValue.OfNumber(row.Socket.ReceiveQueue),
        },
        new()
        {
            Name = "backlog", Heading = "BACKLOG", Type = FieldType.Number, Help = "how many connections may wait to be accepted",
            OfRow = static row => row.Socket.State == SocketState.Listen ? FieldValue.OfNumber(row.Socket.SendQueue) : FieldValue.None,
        },
        new()
        {
            Name = "send_queue", Heading = "SEND QUEUE", Type = FieldType.Bytes, Help = "bytes sent and not yet acknowledged", Aliases = ["send_q"],
            OfRow = static row => row.Socket.State == SocketState.Listen ? FieldValue.None : FieldValue.OfNumber(row.Socket.SendQueue),
        },
        new()
        {
            Name = "hung", Heading = "HUNG", Type = FieldType.Flag, Help = "the accept queue is full: the server does not accept",
            OfRow = static row => FieldValue.OfFlag(row.Socket.IsHung),
        },
        new()
        {
            Name = "dual_stack", Heading = "DUAL STACK", Type = FieldType.Flag, Help = "an IPv6 wildcard that takes IPv4 too",
            OfRow = static row => Wildcard6(row.Socket)
                ? row.Socket.V6Only is null ? FieldValue.Hidden(V6OnlyUnknown) : FieldValue.OfFlag(row.Socket.IsDualStack)
                : FieldValue.OfFlag(false),
        },
        new()
        {
            Name = "v6only", Heading = "V6ONLY", Type = FieldType.Flag, Help = "IPV6_V6ONLY is set",
            OfRow = static row => row.Socket.V6Only is { } only ? FieldValue.OfFlag(only)
                : row.Socket.LocalAddress.Family == InetFamily.V6 ? FieldValue.Hidden(V6OnlyUnknown) : FieldValue.None,
        },
        new()
        {
            Name = "interface", Heading = "INTERFACE", Type = FieldType.Text, Help = "the interface it is tied to (SO_BINDTODEVICE)", Aliases = ["device"],
            OfRow = static row => row.Socket.InterfaceIndex == 0 ? FieldValue.None
                : FieldValue.OfText(row.Context.InterfaceName(row.Socket.InterfaceIndex) ?? $"#{row.Socket.InterfaceIndex}"),
        },
        new()
        {
            Name = "netns", Heading = "NETNS", Type = FieldType.Text, Help = "the network namespace it lives in", Aliases = ["namespace"],
            OfRow = static row => FieldValue.OfText(row.Socket.Namespace.Name),
        },
        new()
        {
            Name = "inode", Heading = "INODE", Type = FieldType.Number, Help = "the socket's inode number",
            OfRow = static row => row.Socket.Inode == 0 ? FieldValue.None : FieldValue.OfNumber((long)row.Socket.Inode),
        },
        new()
        {
            Name = "path", Heading = "PATH", Type = FieldType.Text, Worth = 9, Help = "a unix socket's path; an abstract name begins with @",
            OfRow = static row => row.Socket.IsFromText
                ? FieldValue.OfText(row.Socket.Path).KnownAs(How.Inferred, SocketRecord.TextIsStrangers) : FieldValue.OfText(row.Socket.Path),
        },
        new()
        {
            Name = "lease", Heading = "LEASE", Type = FieldType.Text, NeedsOwner = true,
            Help = "the service and checkout that Berth keeps the port for (`berth lease`)",
            OfRow = static row => row.Socket.Kept is { } kept
                ? FieldValue.Of(kept.For, static key => $"{key.Label} of {key.Root}")
                : FieldValue.None,
        },
        Measured("rtt_us", "RTT", FieldType.RoundTrip, "smoothed round-trip time, in microseconds",
            static tcp => (long)tcp.RoundTrip.TotalMicroseconds, "rtt"),
        Measured("retransmits", "RETRANSMITS", FieldType.Number, "segments sent again", static tcp => tcp.Retransmits),
        Measured("bytes_sent", "SENT", FieldType.Bytes, "payload bytes sent", static tcp => (long)tcp.BytesSent, "sent"),
        Measured("bytes_received", "RECEIVED", FieldType.Bytes, "payload bytes received", static tcp => (long)tcp.BytesReceived, "received"),
    ];

    const string V6OnlyUnknown = "the kernel's text tables do not tell IPV6_V6ONLY";

    static bool Wildcard6(SocketRecord socket) => socket.LocalAddress is { Family: InetFamily.V6, IsWildcard: true };

    static Field Measured(
        string name, string heading, FieldType type, string help, Func<TcpMeasurements, long> read, params string[] aliases) => new()
        {
            Name = name,
            Heading = heading,
            Type = type,
            Help = help,
            Aliases = aliases,
            NeedsTcpMeasurements = true,
            // A listener's are all 0: nothing was measured.
            OfRow = row => row.Socket.Tcp is { } tcp && row.Kind == RowKind.Connection ? FieldValue.OfNumber(read(tcp))
                : row.Kind == RowKind.Connection && row.Socket.Protocol == Protocol.Tcp ? FieldValue.Unread : FieldValue.None,
        };
}
