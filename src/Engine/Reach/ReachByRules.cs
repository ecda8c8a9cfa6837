using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Sockets;

namespace Berth.Engine.Reach;

/// <summary>
/// Who can connect, judged from the bind and then from the packet filter's rules: each class of callers is sent along the packet
/// path, for each address it could call. What the bind allows and the rules certainly keep out is not reachable.
/// </summary>
public sealed class ReachByRules
{
    readonly HostFacts host;
    readonly Machine machine;
    readonly AttemptWalk walk;
    readonly Callers callers;
    readonly Doors doors;

    public ReachByRules(HostFacts host, FirewallRules rules)
    {
        this.host = host;
        machine = new Machine(host);
        walk = new AttemptWalk(rules, host);
        callers = new Callers(host);
        doors = new Doors(host, rules, machine);
    }

    /// <param name="bind">What <see cref="ReachByBind"/> said of the socket.</param>
    public Reachability Of(SocketRecord socket, Reachability bind)
    {
        var classes = new List<ClassVerdict>();
        Visit(socket, (group, attempt, result) => ClassVerdict.Of(group, attempt.Family, result).Keep(classes));
        var v4 = Level(classes, InetFamily.V4, bind.V4, out var verdict4);
        var v6 = Level(classes, InetFamily.V6, bind.V6, out var verdict6);
        var judged = bind with { V4 = v4, V6 = v6, V4Verdict = verdict4, V6Verdict = verdict6, BindV4 = bind.V4, BindV6 = bind.V6, Classes = classes };
        return judged with { Reason = $"{bind.Reason}; {Why(judged)}" };
    }

    /// <summary>Sends every class of callers to every door of the socket, and tells how each fared.</summary>
    internal void Visit(SocketRecord socket, Action<CallerGroup, Attempt, AttemptResult> tell)
    {
        foreach (var family in (ReadOnlySpan<InetFamily>)[InetFamily.V4, InetFamily.V6])
            if (Takes(socket, family)) Visit(socket, family, tell);
    }

    /// <summary>What the rules are read to do with one caller: whether any of the listeners hears him.</summary>
    internal PathVerdict One(IReadOnlyList<SocketRecord> listeners, Protocol protocol, NetworkInterface link, InetAddress caller, InetAddress to, Port port)
    {
        var isNear = link.Addresses.Any(own => caller.IsIn(own.Peer ?? own.Address, own.PrefixLength)) || caller.IsIn(LinkLocal, 10);
        var attempt = new Attempt(isNear ? SourceClass.Lan : SourceClass.Private, link, to.Family, AddressSet.Of(caller), to, protocol, port);
        return walk.Send(attempt, packet => listeners.Any(socket => socket.Protocol == protocol && Takes(socket, to.Family) && Answers(socket, packet, link))).Verdict;
    }

    static readonly InetAddress LinkLocal = AddressSet.Address((UInt128)0xfe80 << 112, InetFamily.V6);

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

    void Visit(SocketRecord socket, InetFamily family, Action<CallerGroup, Attempt, AttemptResult> tell)
    {
        var ways = doors.Ways(socket, family, out var cut);
        var bound = socket.LocalAddress.Unmapped;
        foreach (var link in host.Interfaces)
        {
            if (!link.IsUp || (socket.InterfaceIndex != 0 && link.Index != socket.InterfaceIndex)) continue;
            if (link.Kind == InterfaceKind.Loopback) Loopback(socket, link, family, ways, tell);
            else if (ReachLevels.Receives(link)) Outside(socket, bound, link, family, ways, cut, tell);
        }
    }

    void Outside(SocketRecord socket, InetAddress bound, NetworkInterface link, InetFamily family, List<Doors.Way> ways, Decision? cut, Action<CallerGroup, Attempt, AttemptResult> tell)
    {
        var called = doors.Called(link, family);
        if (bound.IsWildcard)
            foreach (var to in called) Try(socket, callers.Of(link, to), socket.LocalPort, tell);
        else if (bound.IsLoopback ? family == InetFamily.V4 && link.RoutesLocalnet : bound.Family == family && IsCarried(link, bound))
            Try(socket, callers.Of(link, bound), socket.LocalPort, tell);
        foreach (var (port, by) in ways)
        {
            foreach (var to in called)
                if (by.TakesAt(to) && !(port == socket.LocalPort && (bound.IsWildcard || bound == to))) Try(socket, callers.Of(link, to), port, tell);
            foreach (var to in Doors.Foreign(by, family, machine))
                Try(socket, callers.Of(link, to).Select(static group => group with { IsCertain = false }), port, tell);
        }
        if (cut is null || called.Count == 0) return;
        foreach (var group in callers.Of(link, called[0]))
            tell(group, AttemptOf(group, socket, socket.LocalPort), new AttemptResult(PathVerdict.Unknown, AddressSet.Nobody, AddressSet.Nobody, cut, null));
    }

    bool IsCarried(NetworkInterface link, InetAddress bound) => ReachLevels.Holder(host, bound) is { } holder && ReachLevels.Carries(link, bound, holder);

    // A program of the machine itself: it calls from the address that it calls, and 127.0.0.1 stands for all of loopback's.
    void Loopback(SocketRecord socket, NetworkInterface link, InetFamily family, List<Doors.Way> ways, Action<CallerGroup, Attempt, AttemptResult> tell)
    {
        var usual = family == InetFamily.V4 ? InetAddress.LoopbackV4 : InetAddress.LoopbackV6;
        if (!ReachLevels.Has(link, usual)) return;
        var bound = socket.LocalAddress.Unmapped;
        var to = bound.IsWildcard || bound.Family != family ? usual : bound;
        var from = AddressSet.Of(to);
        if (to.IsLoopback) from = from.Or(AddressSet.Of(usual));
        var group = new CallerGroup(SourceClass.Loopback, link, to, from, true, ReachLevel.Host);
        Try(socket, [group], socket.LocalPort, tell);
        foreach (var (port, by) in ways)
            if (port != socket.LocalPort && by.TakesAt(usual)) Try(socket, [group with { To = usual, Callers = AddressSet.Of(usual) }], port, tell);
    }

    void Try(SocketRecord socket, IEnumerable<CallerGroup> groups, Port port, Action<CallerGroup, Attempt, AttemptResult> tell)
    {
        foreach (var group in groups)
        {
            var attempt = AttemptOf(group, socket, port);
            tell(group, attempt, walk.Send(attempt, packet => Answers(socket, packet, group.Link)));
        }
    }

    static Attempt AttemptOf(CallerGroup group, SocketRecord socket, Port port) => new(group.From, group.Link, group.To.Family, group.Callers, group.To, socket.Protocol, port);

    static bool Answers(SocketRecord socket, Packet packet, NetworkInterface link)
    {
        if (packet.Output.Length > 0) return false;
        var bound = socket.LocalAddress.Unmapped;
        if (packet.Handed is { } handed)
            return (handed.Ports ?? Operand.Range(packet.DestinationPorts.Low, packet.DestinationPorts.High)).Contains(socket.LocalPort.Number)
                && (handed.Addresses is not { } at || bound.IsWildcard || at.Contains(bound.Bits));
        if (packet.IsAdrift) return !bound.IsLoopback || link.Kind == InterfaceKind.Loopback || link.RoutesLocalnet;
        if (packet.DestinationPorts.Low > socket.LocalPort.Number || packet.DestinationPorts.High < socket.LocalPort.Number) return false;
        return bound.IsWildcard || packet.Destination.Contains(bound.Bits);
    }

    static ReachLevel? Level(List<ClassVerdict> classes, InetFamily family, ReachLevel? bind, out PathVerdict verdict)
    {
        verdict = PathVerdict.Open;
        if (bind is null) return null;
        var level = ReachLevel.Host;
        // Nobody was found who could call: an interface without an address, or none that could be read.
        if (bind > ReachLevel.Host && !classes.Exists(one => one.Family == family && one.From != SourceClass.Loopback))
        {
            verdict = PathVerdict.Unknown;
            return bind;
        }
        foreach (var one in classes)
            if (one.Family == family && one.Verdict is PathVerdict.Open or PathVerdict.Unknown && one.Level > level) level = one.Level;
        if (level == ReachLevel.Host) return level;
        verdict = PathVerdict.Unknown;
        foreach (var one in classes)
            if (one.Family == family && one.Level == level && one.Verdict == PathVerdict.Open) verdict = PathVerdict.Open;
        return level;
    }
}
