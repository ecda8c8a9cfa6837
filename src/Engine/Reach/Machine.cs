using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;

namespace Berth.Engine.Reach;

/// <summary>What the kernel's routing knows of the machine.</summary>
sealed class Machine(HostFacts host)
{
    const byte Unicast = 1, Local = 2, Broadcast = 3, Multicast = 5;

    /// <summary>What was found out about the rules on the way of earlier packets.</summary>
    public RuleSieve Sieve { get; } = new();

    public NetworkInterface? Interface(string name)
    {
        foreach (var link in host.Interfaces)
            if (link.Name == name) return link;
        return null;
    }

    // ARPHRD_LOOPBACK, ARPHRD_ETHER; a tunnel may be of many types.
    public uint? InterfaceType(string name) => Interface(name)?.Kind switch
    {
        InterfaceKind.Loopback => 772,
        InterfaceKind.Physical or InterfaceKind.Container => 1,
        _ => null,
    };

    /// <summary>What the source of a packet may be changed to on its way through loopback (net/netfilter/nf_nat_masquerade.c).</summary>
    public AddressSet Addresses(InetFamily family)
    {
        // Asked about ::1, IPv6 takes ::1 itself for the best source.
        var all = family == InetFamily.V6 ? AddressSet.Of(InetAddress.LoopbackV6) : AddressSet.Nobody;
        foreach (var link in host.Interfaces)
            foreach (var own in link.Addresses)
                if (link.IsUp && own.Address.Family == family && !own.Address.IsLoopback) all = all.Or(AddressSet.Of(own.Address));
        return all;
    }

    // With its interface an address goes down.
    public bool IsLocal(InetAddress address)
    {
        if (address.IsLoopback) return true;
        foreach (var link in host.Interfaces)
            for (var i = 0; i < link.Addresses.Count; i++)
                if (link.IsUp && link.Addresses[i].Address == address) return true;
        return false;
    }

    public bool HasAnyOf(Operand addresses)
    {
        foreach (var link in host.Interfaces)
            foreach (var own in link.Addresses)
                if (addresses.Contains(own.Address.Bits)) return true;
        return addresses.IsSingle && AddressSet.Address(addresses.Low, addresses.Low > uint.MaxValue ? InetFamily.V6 : InetFamily.V4).IsLoopback;
    }

    public uint AddressType(InetAddress address)
    {
        if (IsLocal(address)) return Local;
        if (address.Family == InetFamily.V6) return (byte)(address.Bits >> 120) == 0xff ? Multicast : Unicast;
        if (address.V4Bits >> 28 == 0xe) return Multicast;
        if (address.V4Bits == uint.MaxValue || IsLastOfSubnet(address)) return Broadcast;
        return Unicast;
    }

    bool IsLastOfSubnet(InetAddress address)
    {
        foreach (var link in host.Interfaces)
            foreach (var own in link.Addresses)
                if (own.Address.Family == InetFamily.V4 && own.PrefixLength < 31 && Operand.Prefix(own.Address, own.PrefixLength).High == address.Bits) return true;
        return false;
    }

    /// <summary>The interface that a packet for the address leaves by; null when no route is known.</summary>
    public NetworkInterface? RouteTo(InetAddress address)
    {
        foreach (var link in host.Interfaces)
            foreach (var own in link.Addresses)
                if (link.IsUp && own.PrefixLength > 0 && address.IsIn(own.Peer ?? own.Address, own.PrefixLength)) return link;
        Route? best = null;
        foreach (var route in host.Routes)
        {
            if (!route.IsOfMainTable || !address.IsIn(route.Network, route.PrefixLength)) continue;
            if (best is null || route.PrefixLength > best.PrefixLength || (route.PrefixLength == best.PrefixLength && route.Metric < best.Metric)) best = route;
        }
        foreach (var link in host.Interfaces)
            if (best is not null && link.Index == best.InterfaceIndex) return link;
        return null;
    }
}
