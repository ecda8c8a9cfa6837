using Berth.Model;

namespace Berth.Engine.Reach;

/// <summary>
/// Who can connect, judged from the bind and then from the packet filter's rules: each class of callers is sent along the packet
/// path, for each address it could call. What the bind allows and the rules certainly keep out is not reachable.
/// </summary>
public sealed class ReachByRules
{
    readonly HostFacts host;
    readonly AttemptWalk walk;
    readonly IReadOnlyList<RedirectedPort> redirects;

    public ReachByRules(HostFacts host, FirewallRules rules)
    {
        this.host = host;
        walk = new AttemptWalk(rules, host);
        redirects = RedirectedPort.Find(rules);
    }

    /// <param name="bind">What <see cref="ReachByBind"/> said of the socket.</param>
    public Reachability Of(SocketRecord socket, Reachability bind)
    {
        var classes = new List<ClassVerdict>();
        Visit(socket, (attempt, result) =>
        {
            var only = result.Verdict == PathVerdict.Open && !result.Closed.IsEmpty ? result.Open.Text(attempt.Family) : null;
            Keep(new ClassVerdict(attempt.Family, attempt.From, attempt.Link.Name, result.Verdict, only, result.By), classes);
        });
        var v4 = Level(classes, InetFamily.V4, bind.V4, out var verdict4);
        var v6 = Level(classes, InetFamily.V6, bind.V6, out var verdict6);
        var judged = bind with { V4 = v4, V6 = v6, V4Verdict = verdict4, V6Verdict = verdict6, BindV4 = bind.V4, BindV6 = bind.V6, Classes = classes };
        return judged with { Reason = $"{bind.Reason}; {Why(judged)}" };
    }

    /// <summary>Sends every class of callers to every door of the socket, and tells how each fared.</summary>
    internal void Visit(SocketRecord socket, Action<Attempt, AttemptResult> tell)
    {
        foreach (var family in (ReadOnlySpan<InetFamily>)[InetFamily.V4, InetFamily.V6])
            if (Takes(socket, family)) Visit(socket, family, tell);
    }

    static string Why(Reachability judged) => (judged.Verdict, judged.DecidedBy) switch
    {
        (PathVerdict.Open, null) => "no firewall rule stops it",
        (PathVerdict.Open, { } by) => $"let in by {by}",
        (PathVerdict.Unknown, null) => "the firewall rules do not tell",
        (PathVerdict.Unknown, { } by) => $"it depends on {by}",
        (_, null) => "kept out before any rule",
        (_, { } by) => $"kept out by {by}",
    };

    static bool Takes(SocketRecord socket, InetFamily family)
    {
        var address = socket.LocalAddress.Unmapped;
        if (address.Family == family) return true;
        return family == InetFamily.V4 && address.IsWildcard && socket.V6Only != true;
    }

    void Visit(SocketRecord socket, InetFamily family, Action<Attempt, AttemptResult> tell)
    {
        foreach (var link in host.Interfaces)
        {
            if (!link.IsUp || (socket.InterfaceIndex != 0 && link.Index != socket.InterfaceIndex)) continue;
            foreach (var own in link.Addresses)
            {
                if (own.Address.Family != family) continue;
                if (link.Kind == InterfaceKind.Loopback) Loopback(socket, link, own.Address, tell);
                else
                    foreach (var (from, callers) in Callers.Of(link, own, host))
                        if (!callers.IsEmpty) Try(socket, from, link, own.Address, callers, tell);
            }
        }
    }

    void Loopback(SocketRecord socket, NetworkInterface link, InetAddress own, Action<Attempt, AttemptResult> tell)
    {
        var bound = socket.LocalAddress.Unmapped;
        var to = bound.IsWildcard || bound.Family != own.Family ? own : bound;
        if (own.IsLoopback) Try(socket, SourceClass.Loopback, link, to, AddressSet.Of(to), tell);
    }

    void Try(SocketRecord socket, SourceClass from, NetworkInterface link, InetAddress own, AddressSet callers, Action<Attempt, AttemptResult> tell)
    {
        foreach (var (to, port) in Doors(socket, link, own))
        {
            var attempt = new Attempt(from, link, own.Family, callers, to, socket.Protocol, port);
            tell(attempt, walk.Send(attempt, packet => Answers(socket, packet)));
        }
    }

    // Of several ways in to one class by one interface the most open counts.
    static void Keep(ClassVerdict verdict, List<ClassVerdict> classes)
    {
        var at = classes.FindIndex(known => known.Family == verdict.Family && known.From == verdict.From && known.Interface == verdict.Interface);
        if (at < 0) classes.Add(verdict);
        else if (Openness(verdict) > Openness(classes[at])) classes[at] = verdict;
    }

    static int Openness(ClassVerdict verdict) => verdict.Verdict switch
    {
        PathVerdict.Open => verdict.Only is null ? 4 : 3,
        PathVerdict.Unknown => 2,
        PathVerdict.Rejected => 1,
        _ => 0,
    };

    // The addresses and ports that may lead to the socket: its own, and those that rules send there.
    IEnumerable<(InetAddress To, Port Port)> Doors(SocketRecord socket, NetworkInterface link, InetAddress own)
    {
        var bound = socket.LocalAddress.Unmapped;
        var isDirect = bound.IsWildcard || bound == own;
        if (isDirect) yield return (own, socket.LocalPort);
        if (link.Kind != InterfaceKind.Loopback && bound.IsLoopback && bound.Family == InetFamily.V4 && link.RoutesLocalnet) yield return (bound, socket.LocalPort);
        foreach (var redirect in redirects)
            if (redirect.MayLeadTo(socket, out var port) && !(isDirect && port == socket.LocalPort)) yield return (own, port);
    }

    static bool Answers(SocketRecord socket, Packet packet)
    {
        if (packet.Output.Length > 0 || packet.DestinationPorts.Low > socket.LocalPort.Number || packet.DestinationPorts.High < socket.LocalPort.Number) return false;
        var bound = socket.LocalAddress.Unmapped;
        return bound.IsWildcard || packet.Destination.Contains(bound.Bits);
    }

    static ReachLevel? Level(List<ClassVerdict> classes, InetFamily family, ReachLevel? bind, out PathVerdict verdict)
    {
        verdict = PathVerdict.Open;
        if (bind is null) return null;
        var level = ReachLevel.Host;
        foreach (var one in classes)
            if (one.Family == family && one.Verdict is PathVerdict.Open or PathVerdict.Unknown && one.From.Level() > level) level = one.From.Level();
        if (level == ReachLevel.Host) return level;
        verdict = PathVerdict.Unknown;
        foreach (var one in classes)
            if (one.Family == family && one.From.Level() == level && one.Verdict == PathVerdict.Open) verdict = PathVerdict.Open;
        return level;
    }
}
