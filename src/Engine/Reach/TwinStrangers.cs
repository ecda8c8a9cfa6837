using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Sockets;

namespace Berth.Engine.Reach;

/// <summary>
/// Callers who are not taken from the evaluator's answers: by every interface one neighbour, one of every routed network and one of
/// every kind of foreign address, who call every address of the machine on every listener's port and every port that a rule names.
/// What is expected of them is what was told of the listener: where no class of callers by that interface gets in, none of them may.
/// </summary>
static class TwinStrangers
{
    const int MostPorts = 24, MostRoutes = 4, MostCalled = 4, MostOfOthers = 3;

    static readonly string[] foreign = ["203.0.114.{0}", "8.8.{0}.8", "10.127.{0}.7", "172.31.{0}.7", "100.99.{0}.1", "fd77:{0}::7", "2a00:1450:{0}::8"];

    public static IEnumerable<TwinProbe> For(IReadOnlyList<SocketRecord> sockets, HostFacts host, FirewallRules rules, ReachByRules judge, TwinAddresses addresses)
    {
        var listeners = sockets.Where(static socket => !socket.LocalAddress.IsLoopback).ToArray();
        if (listeners.Length == 0) yield break;
        var told = listeners.Select(socket => judge.Of(socket, ReachByBind.Of(socket, host))).ToArray();
        var named = NamedPorts(rules);
        foreach (var link in host.Interfaces.Where(ReachLevels.Receives))
            foreach (var to in Called(link, host))
                foreach (var caller in Callers(link, to, host, addresses).Take(ReachLevels.Has(link, to) ? int.MaxValue : MostOfOthers))
                    for (var i = 0; i < listeners.Length; i++)
                        foreach (var port in Ports(listeners[i], to, named))
                            if (Expected(listeners, told, i, link, caller, to, port, judge) is { } probe) yield return probe;
    }

    // A listener's own port for itself; ports that rules name for the first listener of the protocol, since whoever answers has an answer.
    static IEnumerable<Port> Ports(SocketRecord socket, InetAddress to, IReadOnlyList<Port> named)
    {
        var bound = socket.LocalAddress.Unmapped;
        if (!Takes(socket, to.Family)) return [];
        return bound.IsWildcard || bound == to ? [socket.LocalPort, .. named] : named;
    }

    static bool Takes(SocketRecord socket, InetFamily family)
    {
        var bound = socket.LocalAddress.Unmapped;
        return bound.Family == family || (bound.IsWildcard && family == InetFamily.V4 && socket.V6Only != true);
    }

    static TwinProbe? Expected(SocketRecord[] listeners, Reachability[] told, int at, NetworkInterface link, InetAddress caller, InetAddress to, Port port, ReachByRules judge)
    {
        var socket = listeners[at];
        // Another listener has the port: it is asked there.
        for (var i = 0; i < listeners.Length; i++)
            if (i != at && listeners[i].Protocol == socket.Protocol && listeners[i].LocalPort == port && Takes(listeners[i], to.Family)) return null;
        // Who is called on a port that rules name may be any of the listeners; they are asked about once.
        if (port != socket.LocalPort)
            for (var i = 0; i < at; i++)
                if (listeners[i].Protocol == socket.Protocol && Takes(listeners[i], to.Family)) return null;
        var said = judge.One(listeners, socket.Protocol, link, caller, to, port);
        var mayAnyone = false;
        for (var i = 0; i < listeners.Length; i++)
            foreach (var one in told[i].Classes)
                mayAnyone |= (port != socket.LocalPort || i == at) && listeners[i].Protocol == socket.Protocol && one.Family == to.Family && one.Interface == link.Name
                    && one.Verdict is PathVerdict.Open or PathVerdict.Unknown;
        var expected = mayAnyone || said is PathVerdict.Rejected ? said : PathVerdict.Filtered;
        return new TwinProbe(new Endpoint(socket.Protocol, socket.LocalAddress, socket.LocalPort), socket.V6Only == true, SourceClass.Private, link.Name, caller, to, port, expected) { Link = link.Kind };
    }

    static IEnumerable<InetAddress> Called(NetworkInterface link, HostFacts host) => host.Interfaces
        .SelectMany(holder => holder.Addresses.Where(own => ReachLevels.Carries(link, own.Address, holder)).Select(own => (own.Address, IsOwn: holder.Index == link.Index)))
        .Where(one => one.IsOwn || one.Address.Family == InetFamily.V4 || link.Addresses.Any(static own => own.Address.Family == InetFamily.V6))
        .OrderByDescending(static one => one.IsOwn).Select(static one => one.Address).Distinct().Take(MostCalled);

    static IEnumerable<InetAddress> Callers(NetworkInterface link, InetAddress to, HostFacts host, TwinAddresses addresses)
    {
        foreach (var own in link.Addresses)
            if (own.Address.Family == to.Family && (own.Peer ?? own.Address) is var other && Beside(other, own.PrefixLength, (int)link.Index) is { } near && IsFree(near, host) && addresses.Take(near, link.Name) is { } one) yield return one;
        if (to.Family == InetFamily.V6 && link.Kind != InterfaceKind.Vpn) yield return AddressSet.Address(((UInt128)0xfe80 << 112) | 0x77, InetFamily.V6);
        if (to.Family == InetFamily.V6 && to.Bits >> 118 == 0xfe80 >> 6) yield break;
        foreach (var route in host.Routes.Where(route => route.InterfaceIndex == link.Index && route.PrefixLength > 0 && route.Network.Family == to.Family).Take(MostRoutes))
            if (Beside(route.Network, route.PrefixLength, (int)link.Index + 3) is { } there && IsFree(there, host) && addresses.Take(there, link.Name) is { } routed) yield return routed;
        foreach (var pattern in foreign)
            if (InetAddress.TryParse(string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, link.Index % 250), out var address) && address.Family == to.Family
                && IsFree(address, host) && addresses.Take(address, link.Name) is { } stranger) yield return stranger;
    }

    static InetAddress? Beside(InetAddress network, int length, int number)
    {
        var range = Operand.Prefix(network, length);
        if (range.High - range.Low is var size && size == 0) return network;
        var offset = (UInt128)(uint)(77 + number);
        return AddressSet.Address(range.Low + (size <= 2 ? 1 : 1 + (offset % (size - 1))), network.Family);
    }

    static bool IsFree(InetAddress address, HostFacts host) =>
        !address.IsLoopback && !host.Interfaces.Any(link => link.Addresses.Any(own => own.Address == address));

    static IReadOnlyList<Port> NamedPorts(FirewallRules rules)
    {
        var ports = new SortedSet<ushort>();
        foreach (var part in rules.Tables.SelectMany(static table => table.Chains).Where(Rewrites).SelectMany(static chain => chain.Rules).SelectMany(static rule => rule.Parts))
        {
            var (fields, set) = part switch
            {
                RulePart.Match match => (match.Fields, match.Set),
                RulePart.VerdictMap map => (map.Fields, map.Set),
                RulePart.DestinationNatMap map => (map.Fields, map.Set),
                _ => ([], null),
            };
            for (var i = 0; i < fields.Count; i++)
                if (fields[i].Field == PacketField.DestinationPort)
                    foreach (var element in set!.Elements)
                        if (element.Parts.Count == fields.Count && element.Parts[i].Low is var low && low > 0 && low <= ushort.MaxValue) ports.Add((ushort)low);
        }
        return [.. ports.Take(MostPorts).Select(static port => new Port(port))];
    }

    static bool Rewrites(FirewallChain chain) => chain.Hook is { Type: ChainType.Nat } || chain.Rules.Any(static rule => rule.Parts.Any(static part =>
        part is RulePart.DestinationNat or RulePart.DestinationNatMap or RulePart.Redirect or RulePart.TransparentProxy or RulePart.Opaque { Effect: OpaqueEffect.Rewrite } or RulePart.Decide { Verdict.Kind: VerdictKind.Jump or VerdictKind.Goto }));
}
