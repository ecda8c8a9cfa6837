using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Sockets;

namespace Berth.Engine.Reach;

/// <summary>
/// A port that rules send to a container is open although its listener on this machine (docker-proxy) is never met: the packets
/// go past the input rules. What counts is who gets through to the port.
/// </summary>
sealed class ReachByPublishing(HostFacts host, FirewallRules rules)
{
    public static ReachByPublishing None { get; } = new(new HostFacts { System = OperatingSystemKind.Linux }, FirewallRules.None);

    // By the port: there may be thousands, and as many listeners.
    ILookup<(Port, Protocol), PublishedPort>? ports;

    /// <param name="reach">Who gets to the listener itself.</param>
    public Reachability Over(Reachability reach, SocketRecord socket)
    {
        foreach (var port in (ports ??= PublishedPorts.Find(host, rules).ToLookup(static port => (port.Port, port.Protocol)))[(socket.LocalPort, socket.Protocol)])
            if (IsAt(port, socket)) reach = Widened(reach, port);
        return reach;
    }

    static bool IsAt(PublishedPort port, SocketRecord socket)
    {
        var bound = socket.LocalAddress.Unmapped;
        return bound.IsWildcard || bound == port.At;
    }

    static Reachability Widened(Reachability reach, PublishedPort port)
    {
        var isV4 = port.Family == InetFamily.V4;
        if ((isV4 ? reach.V4 : reach.V6) is not { } level || port.Reach <= level) return reach;
        var verdict = port.Classes.Any(one => one.Verdict == PathVerdict.Open && one.Level == port.Reach) ? PathVerdict.Open : PathVerdict.Unknown;
        var wider = (isV4 ? reach with { V4 = port.Reach, V4Verdict = verdict } : reach with { V6 = port.Reach, V6Verdict = verdict }) with
        {
            Classes = [.. reach.Classes.Where(one => one.Family != port.Family || !port.Classes.Any(other => other.From == one.From && other.Interface == one.Interface)), .. port.Classes],
        };
        var to = new Endpoint(port.Protocol, port.ToAddress, port.ToPort);
        return wider with { SentOnTo = to, Reason = $"{reach.BindReason}; sent on to {to.ToString()} by {port.Rule}{(wider.DecidedBy is { } by && by != port.Rule ? $"; let in by {by}" : "")}" };
    }
}
