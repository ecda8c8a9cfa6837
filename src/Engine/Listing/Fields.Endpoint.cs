using Berth.Engine.Ports;
using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Engine.Listing;

public static partial class Fields
{
    const string Registration = "what the port number is registered for, not what listens";

    static Field[] OfEndpoint =>
    [
        new()
        {
            Name = "port", Heading = "PORT", Type = FieldType.Port, Worth = 9, Help = "local port", Aliases = ["local_port", "ports"],
            OfRow = static row => row.Socket.Protocol.IsUnix() ? FieldValue.None : FieldValue.OfNumber(row.Socket.LocalPort.Number),
        },
        new()
        {
            Name = "protocol", Heading = "PROTO", Type = FieldType.Text, Worth = 1, Help = "tcp, udp, unix, unix-dgram or unix-seqpacket",
            Aliases = ["proto"],
            OfRow = static row => FieldValue.OfText(row.Socket.Protocol.Name()),
        },
        new()
        {
            Name = "family", Heading = "FAMILY", Type = FieldType.Text, Help = "ipv4, ipv6, or ipv4+ipv6 for a dual-stack socket",
            OfRow = static row => row.Socket.Protocol.IsUnix() ? FieldValue.None : FieldValue.OfText(Family(row.Socket)),
        },
        new()
        {
            Name = "address", Heading = "ADDRESS", Type = FieldType.Address, Worth = 5, Help = "local address; a filter takes prefixes too: 127.0.0.0/8",
            Aliases = ["local", "addr", "local_address"],
            OfRow = static row => row.Socket.Protocol.IsUnix() ? FieldValue.None : FieldValue.OfText(Text(row.Socket.LocalAddress)),
            OfAddress = static row => row.Socket.Protocol.IsUnix() ? null : row.Socket.LocalAddress,
        },
        new()
        {
            Name = "state", Heading = "STATE", Type = FieldType.Text, Worth = 3, Help = "listen, established, time-wait, bound...",
            OfRow = static row => FieldValue.OfText(row.Socket.State.Name()),
        },
        new()
        {
            Name = "reach", Heading = "REACH", Type = FieldType.Reach, Worth = 3, NeedsFirewall = true, Help = "who can connect, by bind and firewall rules: host < container < lan < vpn < internet",
            OfRow = static row => row.Reach is { } reach ? Level(reach.Widest, reach) : FieldValue.None,
        },
        new()
        {
            Name = "reach_v4", Heading = "REACH IPV4", Type = FieldType.Reach, NeedsFirewall = true, Help = "who can connect over IPv4",
            OfRow = static row => row.Reach is { V4: { } level } reach ? Level(level, reach) : FieldValue.None,
        },
        new()
        {
            Name = "reach_v6", Heading = "REACH IPV6", Type = FieldType.Reach, NeedsFirewall = true, Help = "who can connect over IPv6",
            OfRow = static row => row.Reach is { V6: { } level } reach ? Level(level, reach) : FieldValue.None,
        },
        new()
        {
            Name = "reach_verdict", Heading = "VERDICT", Type = FieldType.Text, NeedsFirewall = true,
            Help = "open: as the bind allows; filtered: firewall rules keep more callers out; unknown: the rules do not tell or are hidden",
            OfRow = static row => row.Reach is { } reach ? FieldValue.OfText(reach.Verdict.Name()).KnownAs(reach.How, reach.Reason) : FieldValue.None,
        },
        new()
        {
            Name = "reach_rule", Heading = "RULE", Type = FieldType.Text, NeedsFirewall = true, Help = "the firewall rule that decides who can connect",
            OfRow = static row => row.Reach is { } reach ? Rule(reach) : FieldValue.None,
        },
        new()
        {
            Name = "service", Heading = "SERVICE", Type = FieldType.Text, Help = "the name IANA registered for the port",
            OfRow = static row => ServiceNames.Find(row.Socket.LocalPort, row.Socket.Protocol) is { } name
                ? FieldValue.OfText(name).KnownAs(How.Inferred, Registration)
                : FieldValue.None,
        },
        new()
        {
            Name = "common_use", Heading = "COMMONLY", Type = FieldType.Text, Help = "what developers commonly run on the port",
            OfRow = static row => !row.Socket.Protocol.IsUnix() && CommonUses.Find(row.Socket.LocalPort) is { } use
                ? FieldValue.OfText(use).KnownAs(How.Inferred, "what the port is commonly used by, not what listens")
                : FieldValue.None,
        },
    ];

    static FieldValue Rule(Reachability reach) =>
        reach.DecidedBy is { } by ? FieldValue.OfText(by.ToString()) : reach is { Verdict: PathVerdict.Unknown, Classes.Count: 0 } ? FieldValue.Hidden(reach.Reason) : FieldValue.None;

    static FieldValue Level(ReachLevel level, Reachability reach) =>
        FieldValue.OfRanked(level.Name(), (long)level).KnownAs(reach.How, reach.Reason);

    static string Family(SocketRecord socket) => socket switch
    {
        { IsDualStack: true } => "ipv4+ipv6",
        { LocalAddress: { Family: InetFamily.V6, IsV4Mapped: false } } => "ipv6",
        _ => "ipv4",
    };

    // A table full of the same four addresses makes no string per cell.
    static string Text(InetAddress address)
    {
        if (address == InetAddress.LoopbackV4) return "127.0.0.1";
        if (address == InetAddress.AnyV4) return "0.0.0.0";
        if (address == InetAddress.AnyV6) return "::";
        return address == InetAddress.LoopbackV6 ? "::1" : address.ToString();
    }
}
