using Berth.Engine.Addresses;
using Berth.Model;

namespace Berth.Engine.Reach;

/// <summary>Who may call an address of an interface: the classes of callers with all their addresses.</summary>
static class Callers
{
    static readonly AddressSet PublicV4 = Without(AddressSet.Network(InetAddress.AnyV4, 0),
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "224.0.0.0/3");
    static readonly AddressSet PrivateV4 = AddressSet.Union([Network("10.0.0.0/8"), Network("172.16.0.0/12"), Network("192.168.0.0/16")]);
    static readonly AddressSet SharedV4 = Network("100.64.0.0/10");
    static readonly AddressSet PublicV6 = Network("2000::/3");
    static readonly AddressSet PrivateV6 = Network("fc00::/7");

    /// <param name="own">The address that is called, which the interface has.</param>
    public static IEnumerable<(SourceClass From, AddressSet Callers)> Of(NetworkInterface link, InterfaceAddress own, HostFacts host)
    {
        var mine = Mine(host, own.Address.Family);
        var near = Near(own).Except(mine);
        var kind = AddressClasses.Of(own.Address);
        var isV4 = own.Address.Family == InetFamily.V4;
        switch (link.Kind)
        {
            case InterfaceKind.Loopback:
                yield break;
            case InterfaceKind.Container:
                yield return (SourceClass.Container, near);
                yield break;
            case InterfaceKind.Vpn:
                yield return (SourceClass.Vpn, AddressSet.Union([near, Routed(link, own.Address.Family, host), kind.IsShared ? SharedV4 : AddressSet.Nobody]).Except(mine));
                if (kind.IsPublic) yield return (SourceClass.Internet, (isV4 ? PublicV4 : PublicV6).Except(near).Except(mine));
                yield break;
        }
        var subnet = AddressSet.Network(own.Address, own.PrefixLength);
        yield return (kind.IsShared ? SourceClass.Vpn : SourceClass.Lan, near);
        if (kind.IsLinkLocal || kind.IsShared) yield break;
        var elsewhere = Others(link, own.Address.Family, host);
        if (!kind.IsPublic || isV4) yield return (SourceClass.Private, (isV4 ? PrivateV4 : PrivateV6).Except(subnet).Except(elsewhere).Except(mine));
        if (kind.IsPublic) yield return (SourceClass.Internet, (isV4 ? PublicV4 : PublicV6).Except(subnet).Except(elsewhere).Except(mine));
    }

    // Neighbours have no address that IPv4 keeps for the network itself or for everybody.
    static AddressSet Near(InterfaceAddress own)
    {
        var whole = Operand.Prefix(own.Address, own.PrefixLength);
        if (whole.Low == whole.High) return AddressSet.Nobody;
        return own.Address.Family == InetFamily.V4 && own.PrefixLength < 31 ? AddressSet.Of(whole.Low + 1, whole.High - 1) : AddressSet.Of(whole.Low + 1, whole.High);
    }

    static AddressSet Mine(HostFacts host, InetFamily family) =>
        AddressSet.Union([AddressSet.Nobody, .. host.Interfaces.SelectMany(link => link.Addresses).Where(own => own.Address.Family == family).Select(own => AddressSet.Of(own.Address))]);

    // What other interfaces lead to cannot call by this one: the kernel would answer another way.
    static AddressSet Others(NetworkInterface link, InetFamily family, HostFacts host) =>
        AddressSet.Union([AddressSet.Nobody, .. host.Interfaces.Where(other => other.Index != link.Index && other.IsUp).SelectMany(other => other.Addresses)
            .Where(own => own.Address.Family == family && own.PrefixLength > 0).Select(own => AddressSet.Network(own.Address, own.PrefixLength))]);

    static AddressSet Routed(NetworkInterface link, InetFamily family, HostFacts host) =>
        AddressSet.Union([AddressSet.Nobody, .. host.Routes.Where(route => route.InterfaceIndex == link.Index && route.PrefixLength > 0 && route.Network.Family == family)
            .Select(route => AddressSet.Network(route.Network, route.PrefixLength))]);

    static AddressSet Network(string prefix)
    {
        var slash = prefix.IndexOf('/');
        return InetAddress.TryParse(prefix.AsSpan(0, slash), out var network)
            ? AddressSet.Network(network, int.Parse(prefix.AsSpan(slash + 1)))
            : throw new FormatException(prefix);
    }

    static AddressSet Without(AddressSet whole, params string[] prefixes)
    {
        foreach (var prefix in prefixes) whole = whole.Except(Network(prefix));
        return whole;
    }
}
