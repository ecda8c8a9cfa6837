using Berth.Engine.Addresses;
using Berth.Model.Addressing;
using Berth.Model.Machine;

namespace Berth.Engine.Reach;

/// <summary>How far whoever comes by an interface may be away.</summary>
public static class ReachLevels
{
    /// <summary>Whether packets of others come in by it.</summary>
    public static bool Receives(NetworkInterface link) => link is { IsUp: true, IsSilent: false, Kind: not InterfaceKind.Loopback };

    public static bool Has(NetworkInterface link, InetAddress address)
    {
        for (var i = 0; i < link.Addresses.Count; i++)
            if (link.Addresses[i].Address == address) return true;
        return false;
    }

    /// <summary>
    /// Who may call the address by this interface. Linux takes a packet for any of its addresses on any interface (the weak host model,
    /// RFC 1122 section 3.3.4.2); a link-local IPv6 address alone is of its own.
    /// </summary>
    /// <param name="holder">The interface that has the address; null when none has.</param>
    public static ReachLevel By(NetworkInterface link, InetAddress address, NetworkInterface? holder)
    {
        var kind = AddressClasses.Of(address);
        var isOwn = holder?.Index == link.Index;
        return link.Kind switch
        {
            InterfaceKind.Container => ReachLevel.Container,
            // A tunnel that carries a public address, such as an IPv6 broker's, leads to everybody.
            InterfaceKind.Vpn when isOwn => kind.IsPublic ? ReachLevel.Internet : ReachLevel.Vpn,
            InterfaceKind.Vpn => IsOfAnotherNetwork(link, holder) ? ReachLevel.Lan : ReachLevel.Vpn,
            _ when kind.IsPublic => ReachLevel.Internet,
            _ => kind.IsShared && isOwn ? ReachLevel.Vpn : ReachLevel.Lan,
        };
    }

    /// <summary>An address of another network: whether members of a VPN send packets for it here is theirs to say.</summary>
    public static bool IsOfAnotherNetwork(NetworkInterface link, NetworkInterface? holder) => holder is null || (holder.Index != link.Index && Receives(holder));

    /// <summary>The interface that has the address; null when none has.</summary>
    public static NetworkInterface? Holder(HostFacts host, InetAddress address)
    {
        foreach (var link in host.Interfaces)
            if (Has(link, address)) return link;
        return null;
    }

    /// <summary>Whether an address of the machine can be called by this interface.</summary>
    public static bool Carries(NetworkInterface link, InetAddress address, NetworkInterface holder)
    {
        if (!Receives(link) || !holder.IsUp || address.IsLoopback) return false;
        if (holder.Index == link.Index) return true;
        return !(address.Family == InetFamily.V6 && AddressClasses.Of(address).IsLinkLocal) && !IsOwnLocalhost(holder, address);
    }

    /// <summary>A project's own localhost over IPv6: Berth drops packets to it that come over a network.</summary>
    public static bool IsOwnLocalhost(NetworkInterface holder, InetAddress address) =>
        holder.Kind == InterfaceKind.Loopback && address.IsIn(OwnNetwork.V6, OwnNetwork.PrefixLength);
}
