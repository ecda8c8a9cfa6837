using Berth.Engine.Addresses;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;

namespace Berth.Engine.Reach;

/// <summary>A class of callers of one address by one interface.</summary>
/// <param name="To">The address that is called.</param>
/// <param name="IsCertain">False: nobody can tell from here whether such callers come this way; a router or a neighbour may see to it.</param>
/// <param name="Level">How far away they count as, which is never farther than the interface leads.</param>
sealed record CallerGroup(SourceClass From, NetworkInterface Link, InetAddress To, AddressSet Callers, bool IsCertain, ReachLevel Level);

/// <summary>
/// Who may call an address of the machine by an interface. Linux takes a packet for any of its addresses on any interface, from
/// any source: so every address that could be a source is in one of the classes, and those that nothing here leads to are in it
/// with a doubt.
/// </summary>
sealed class Callers(HostFacts host)
{
    // Enough for a workstation with many networks; a router of the internet would take all its time here.
    const int MostRoutes = 512;

    static readonly AddressSet PublicV4 = Without(AddressSet.Network(InetAddress.AnyV4, 0),
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "224.0.0.0/3");
    static readonly AddressSet PrivateV4 = AddressSet.Union([Network("10.0.0.0/8"), Network("172.16.0.0/12"), Network("192.168.0.0/16")]);
    static readonly AddressSet SharedV4 = Network("100.64.0.0/10");
    static readonly AddressSet PublicV6 = Network("2000::/3");
    static readonly AddressSet PrivateV6 = Network("fc00::/7");
    static readonly AddressSet LinkLocalV6 = Network("fe80::/64");

    // net/ipv4/route.c, ip_route_input_slow, and net/ipv6/ip6_input.c: what the kernel takes for no source at all.
    static readonly AddressSet SourcesV4 = Without(AddressSet.Network(InetAddress.AnyV4, 0), "0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/4", "255.255.255.255/32");
    static readonly AddressSet SourcesV6 = Without(AddressSet.Network(InetAddress.AnyV6, 0), "::/127", "ff00::/8");

    readonly Dictionary<(uint Link, InetFamily), AddressSet> routed = [];
    readonly Dictionary<(uint Link, InetAddress), IReadOnlyList<CallerGroup>> groups = [];

    public IReadOnlyList<CallerGroup> Of(NetworkInterface link, InetAddress to)
    {
        if (groups.TryGetValue((link.Index, to), out var known)) return known;
        return groups[(link.Index, to)] = [.. Find(link, to)];
    }

    IEnumerable<CallerGroup> Find(NetworkInterface link, InetAddress to)
    {
        if (!ReachLevels.Receives(link)) yield break;
        var isV4 = to.Family == InetFamily.V4;
        var kind = AddressClasses.Of(to);
        var holder = ReachLevels.Holder(host, to);
        var isOwn = holder?.Index == link.Index;
        var level = ReachLevels.By(link, to, holder);
        var isCertain = link.Kind != InterfaceKind.Vpn || !ReachLevels.IsOfAnotherNetwork(link, holder);
        var left = (isV4 ? SourcesV4 : SourcesV6).Except(Mine(to.Family)).Except(Kept(link, to.Family));
        var near = Near(link, to.Family).And(left);
        var ways = Routed(link, to.Family);

        var certain = link.Kind switch
        {
            InterfaceKind.Container => new List<(SourceClass, AddressSet)> { (SourceClass.Container, near.Or(ways)) },
            InterfaceKind.Vpn => [(SourceClass.Vpn, Members(near.Or(ways), kind.IsShared && isOwn, to.Family, left.Except(Others(link, to.Family))))],
            _ => [(kind.IsShared && isOwn ? SourceClass.Vpn : SourceClass.Lan, near)],
        };
        // A link-local address is called from its own segment only.
        if (link.Kind is InterfaceKind.Physical && !kind.IsLinkLocal)
        {
            if (kind.IsShared && isOwn) certain.Add((SourceClass.Vpn, SharedV4));
            certain.Add((SourceClass.Private, (isV4 ? PrivateV4 : PrivateV6).And(ways).Or(RoutedByName(link, to.Family))));
        }
        if (kind.IsPublic && (link.Kind == InterfaceKind.Physical || (link.Kind == InterfaceKind.Vpn && isOwn)))
            certain.Add((SourceClass.Internet, (isV4 ? PublicV4 : PublicV6).And(ways)));
        foreach (var (from, callers) in certain)
        {
            var these = callers.And(left);
            if (these.IsEmpty) continue;
            left = left.Except(these);
            yield return new CallerGroup(from, link, to, these, isCertain, Least(from.Level(), level));
        }

        if (left.IsEmpty) yield break;
        var strangers = link.Kind switch { InterfaceKind.Container => SourceClass.Container, InterfaceKind.Vpn => SourceClass.Vpn, _ => SourceClass.Private };
        var open = (isV4 ? PublicV4 : PublicV6).And(left);
        if (link.Kind == InterfaceKind.Physical && !open.IsEmpty)
        {
            left = left.Except(open);
            yield return new CallerGroup(SourceClass.Internet, link, to, open, false, level);
        }
        if (!left.IsEmpty) yield return new CallerGroup(strangers, link, to, left, false, Least(strangers.Level(), level));
    }

    static ReachLevel Least(ReachLevel one, ReachLevel other) => one < other ? one : other;

    // Who a tunnel leads to when nothing says it: whoever sends by it.
    static AddressSet Members(AddressSet known, bool isShared, InetFamily family, AddressSet all)
    {
        var members = isShared ? known.Or(SharedV4) : known;
        return members.Except(family == InetFamily.V4 ? AddressSet.Nobody : LinkLocalV6).IsEmpty ? all.Or(members) : members;
    }

    // Neighbours have no address that IPv4 keeps for the network itself or for everybody.
    static AddressSet Near(NetworkInterface link, InetFamily family)
    {
        var near = new List<AddressSet> { family == InetFamily.V6 ? LinkLocalV6 : AddressSet.Nobody };
        foreach (var own in link.Addresses)
        {
            if (own.Address.Family != family) continue;
            var whole = Operand.Prefix(own.Peer ?? own.Address, own.PrefixLength);
            if (whole.Low == whole.High) near.Add(own.Peer is { } peer ? AddressSet.Of(peer) : AddressSet.Nobody);
            else near.Add(family == InetFamily.V4 && own.PrefixLength < 31 ? AddressSet.Of(whole.Low + 1, whole.High - 1) : AddressSet.Of(whole.Low + 1, whole.High));
        }
        return AddressSet.Union(near);
    }

    static AddressSet Kept(NetworkInterface link, InetFamily family)
    {
        var kept = AddressSet.Nobody;
        foreach (var own in link.Addresses)
            if (family == InetFamily.V4 && own.Address.Family == family && own.PrefixLength < 31 && Operand.Prefix(own.Peer ?? own.Address, own.PrefixLength) is var whole)
                kept = kept.Or(AddressSet.Of(whole.Low, whole.Low)).Or(AddressSet.Of(whole.High, whole.High));
        return kept;
    }

    AddressSet Mine(InetFamily family) =>
        AddressSet.Union([AddressSet.Nobody, .. host.Interfaces.SelectMany(static link => link.Addresses).Where(own => own.Address.Family == family).Select(static own => AddressSet.Of(own.Address))]);

    // The networks that a route of their own leads to by this interface.
    AddressSet RoutedByName(NetworkInterface link, InetFamily family) =>
        AddressSet.Union([AddressSet.Nobody, .. host.Routes.Where(route => route.InterfaceIndex == link.Index && route.PrefixLength > 0 && route.Network.Family == family)
            .Select(static route => AddressSet.Network(route.Network, route.PrefixLength))]).Except(family == InetFamily.V6 ? LinkLocalV6 : AddressSet.Nobody);

    /// <summary>
    /// Whom the machine answers by this interface: what the routes of any table lead to there. Without routes to go by, all but the
    /// networks of other interfaces.
    /// </summary>
    AddressSet Routed(NetworkInterface link, InetFamily family)
    {
        if (routed.TryGetValue((link.Index, family), out var known)) return known;
        var routes = host.Routes.Where(route => route.Network.Family == family).ToArray();
        var found = routes.Length is 0 or > MostRoutes
            ? link.Kind == InterfaceKind.Physical ? Everybody(family) : AddressSet.Nobody
            : AddressSet.Union([AddressSet.Nobody, .. routes.GroupBy(static route => route.Table).Select(table => ByTable(table, link))]);
        return routed[(link.Index, family)] = found.Except(Others(link, family));
    }

    // The longest prefix counts; of equals any may, as metrics change with the links.
    static AddressSet ByTable(IEnumerable<Route> table, NetworkInterface link)
    {
        var (mine, taken) = (AddressSet.Nobody, AddressSet.Nobody);
        foreach (var length in table.GroupBy(static route => route.PrefixLength).OrderByDescending(static group => group.Key))
        {
            mine = mine.Or(Networks(length.Where(route => route.InterfaceIndex == link.Index)).Except(taken));
            taken = taken.Or(Networks(length));
        }
        return mine;
    }

    static AddressSet Networks(IEnumerable<Route> routes) =>
        AddressSet.Union([AddressSet.Nobody, .. routes.Select(static route => AddressSet.Network(route.Network, route.PrefixLength))]);

    static AddressSet Everybody(InetFamily family) => AddressSet.Network(family == InetFamily.V4 ? InetAddress.AnyV4 : InetAddress.AnyV6, 0);

    // What other interfaces lead to is answered there.
    AddressSet Others(NetworkInterface link, InetFamily family) =>
        AddressSet.Union([AddressSet.Nobody, .. host.Interfaces.Where(other => other.Index != link.Index && other.IsUp).SelectMany(static other => other.Addresses)
            .Where(own => own.Address.Family == family && own.PrefixLength > 0).Select(static own => AddressSet.Network(own.Peer ?? own.Address, own.PrefixLength))]);

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
