using Berth.Engine.Addresses;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Sockets;

namespace Berth.Engine.Reach;

/// <summary>
/// Who could connect, judged from what a socket is bound to and where the interfaces lead: the first of two stages. Firewalls,
/// routers and forwarded ports are not considered: the answer is the widest reach that the bind allows, always inferred.
/// </summary>
public static class ReachByBind
{
    public static Reachability Of(SocketRecord socket, HostFacts host)
    {
        if (!socket.Namespace.IsOurs) return Elsewhere(socket);
        var address = socket.LocalAddress.Unmapped;
        if (!address.IsWildcard) return Specific(socket, address, host);
        if (address.Family == InetFamily.V4)
        {
            var only4 = Widest(InetFamily.V4, socket, host, out var why4);
            return Inferred(only4, null, $"bound to 0.0.0.0{Tied(socket, host)}; {why4}");
        }
        var v6 = Widest(InetFamily.V6, socket, host, out var why6);
        if (socket.V6Only == true) return Inferred(null, v6, $"bound to [::]{Tied(socket, host)}, IPv6 only; {why6}");
        var v4 = Widest(InetFamily.V4, socket, host, out var why);
        var both = socket.V6Only is null ? "IPv4 assumed too, as is the default" : "IPv4 too";
        if (v6 > v4) why = why6;
        return Inferred(v4, v6, $"bound to [::]{Tied(socket, host)}, {both}; {why}");
    }

    static Reachability Specific(SocketRecord socket, InetAddress address, HostFacts host)
    {
        var kind = AddressClasses.Of(address);
        if (address.IsLoopback) return ForFamily(address, ReachLevel.Host, $"bound to {address.ToString()}, which never leaves the machine");
        if (kind.IsMulticast || kind.IsBroadcast)
            return ForFamily(address, ReachLevel.Lan, $"bound to {address.ToString()}, {kind.Name}");
        if (ReachLevels.Holder(host, address) is { } holder) return OfHolder(socket, address, holder, host);
        return ForFamily(address, LevelOf(kind), $"bound to {address.ToString()}, which no interface has now: a {kind.Name} address");
    }

    // By its own interface, or by another that leads farther.
    static Reachability OfHolder(SocketRecord socket, InetAddress address, NetworkInterface holder, HostFacts host)
    {
        if (ReachLevels.IsOwnLocalhost(holder, address))
            return ForFamily(address, ReachLevel.Host, $"bound to {address.ToString()}, a project's own localhost: Berth drops packets to it that come over a network");
        var kind = AddressClasses.Of(address);
        var why = $"bound to {address.ToString()} on {holder.Name}, {Article(kind, holder)}";
        var isOf = holder is { Kind: not InterfaceKind.Loopback, IsSilent: false } && IsTied(socket, holder);
        var level = isOf ? ReachLevels.By(holder, address, holder) : ReachLevel.Host;
        NetworkInterface? farthest = null;
        foreach (var link in host.Interfaces)
        {
            if (link.Index == holder.Index || !IsTied(socket, link) || !ReachLevels.Carries(link, address, holder)) continue;
            if (ReachLevels.By(link, address, holder) is var by && by <= level) continue;
            (level, farthest) = (by, link);
        }
        return ForFamily(address, level, farthest is null ? why : $"{why}; Linux takes packets for it by {farthest.Name} too");
    }

    static bool IsTied(SocketRecord socket, NetworkInterface link) => socket.InterfaceIndex == 0 || link.Index == socket.InterfaceIndex;

    static ReachLevel LevelOf(AddressClass kind) => kind switch
    {
        { IsLoopback: true } => ReachLevel.Host,
        { IsPublic: true } => ReachLevel.Internet,
        { IsShared: true } => ReachLevel.Vpn,
        _ => ReachLevel.Lan,
    };

    // Another namespace has its own interfaces: what looks like the LAN from inside is at most a bridge of this machine.
    static Reachability Elsewhere(SocketRecord socket)
    {
        var address = socket.LocalAddress.Unmapped;
        var level = address.IsLoopback ? ReachLevel.Host : ReachLevel.Container;
        var inside = address.IsLoopback ? "reached only from inside it" : "reached from outside only by what is forwarded to it";
        var why = $"in network namespace {socket.Namespace.Name}, {inside}";
        if (address.Family == InetFamily.V4) return Inferred(level, null, why);
        var takesV4 = address.IsWildcard && socket.V6Only != true;
        return Inferred(takesV4 ? level : null, level, why);
    }

    // Not a pair as the answer: one with an enum in it would be compiled at start.
    static ReachLevel Widest(InetFamily family, SocketRecord socket, HostFacts host, out string why)
    {
        var name = family == InetFamily.V4 ? "IPv4" : "IPv6";
        // Without any interface, not even lo, the list was not read: silence is not safety.
        if (host.Interfaces.Count == 0)
        {
            why = "the interfaces could not be read, the local network is assumed";
            return ReachLevel.Lan;
        }
        var level = ReachLevel.Host;
        why = $"no interface but loopback has an {name} address";
        // What an interface has itself says more than what it leads to as well.
        foreach (var link in host.Interfaces)
            if (IsTied(socket, link)) Widen(link, link, family, ref level, ref why);
        foreach (var link in host.Interfaces)
            foreach (var holder in host.Interfaces)
                if (IsTied(socket, link) && holder.Index != link.Index) Widen(link, holder, family, ref level, ref why);
        return level;
    }

    static void Widen(NetworkInterface link, NetworkInterface holder, InetFamily family, ref ReachLevel level, ref string why)
    {
        if (!ReachLevels.Receives(link)) return;
        for (var i = 0; i < holder.Addresses.Count; i++)
        {
            var own = holder.Addresses[i].Address;
            if (own.Family != family || !ReachLevels.Carries(link, own, holder)) continue;
            var here = ReachLevels.By(link, own, holder);
            if (here <= level) continue;
            level = here;
            why = $"{holder.Name} has {own.ToString()}, {Article(AddressClasses.Of(own), holder)}";
            if (holder.Index != link.Index) why += $", which {link.Name} leads to as well";
        }
    }

    static string Article(AddressClass kind, NetworkInterface link) => link.Kind switch
    {
        InterfaceKind.Container => $"a {kind.Name} address that leads to containers",
        InterfaceKind.Vpn => $"a {kind.Name} address of a VPN",
        _ => $"a {kind.Name} address",
    };

    static string Tied(SocketRecord socket, HostFacts host)
    {
        if (socket.InterfaceIndex == 0) return "";
        foreach (var link in host.Interfaces)
            if (link.Index == socket.InterfaceIndex) return $" on {link.Name} only";
        return $" on interface {socket.InterfaceIndex} only";
    }

    static Reachability ForFamily(InetAddress address, ReachLevel level, string why) => address.Family == InetFamily.V4
        ? Inferred(level, null, why)
        : Inferred(null, level, why);

    static Reachability Inferred(ReachLevel? v4, ReachLevel? v6, string why) => new(v4, v6, How.Inferred, why);
}
