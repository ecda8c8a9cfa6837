using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Sockets;

namespace Berth.Engine.Reach;

/// <summary>
/// What to ask the kernel's twin. For each class of callers one that the rules are read to let in and one that they are read to keep
/// out, so that a rule which was read wrongly shows; and callers by every interface of whom nothing was said, so that a way in
/// which nobody thought of shows too (<see cref="TwinStrangers"/>).
/// </summary>
public static class TwinQuestions
{
    // A machine with dozens of networks would be asked for minutes.
    const int MostProbes = 4000;

    public static IReadOnlyList<TwinProbe> For(SocketRecord socket, HostFacts host, FirewallRules rules) =>
        For(socket, new ReachByRules(host, rules), new TwinAddresses());

    /// <summary>What to ask about all these listeners and the ports that rules send to containers. Where both are called, the container answers.</summary>
    public static TwinPlan ForAll(IEnumerable<SocketRecord> sockets, HostFacts host, FirewallRules rules)
    {
        IReadOnlyList<SocketRecord> all = [.. sockets];
        var addresses = new TwinAddresses();
        var judge = new ReachByRules(host, rules);
        var published = ForPublished(host, rules, addresses);
        var taken = published.Select(Door).ToHashSet();
        var probes = new List<TwinProbe>([.. all.SelectMany(socket => For(socket, judge, addresses)).Where(probe => !taken.Contains(Door(probe))), .. published]);
        probes.AddRange(TwinStrangers.For(all, host, rules, judge, addresses).Where(probe => !taken.Contains(Door(probe))));
        var notAsked = new List<string>();
        if (probes.RemoveAll(static probe => probe.Link != InterfaceKind.Loopback && probe.To.IsLoopback) > 0) notAsked.Add("callers from outside of loopback addresses");
        if (addresses.Missed > 0) notAsked.Add($"{addresses.Missed} callers that have the same address on several interfaces");
        if (probes.Count > MostProbes)
        {
            notAsked.Add($"{probes.Count - MostProbes} more calls");
            probes.RemoveRange(MostProbes, probes.Count - MostProbes);
        }
        return new TwinPlan(probes, notAsked);
    }

    static readonly AddressSet LinkLocal = AddressSet.Network(AddressSet.Address((UInt128)0xfe80 << 112, InetFamily.V6), 64);
    static readonly AddressSet AllLinkLocal = AddressSet.Network(AddressSet.Address((UInt128)0xfe80 << 112, InetFamily.V6), 10);

    static (string, InetAddress, Port, Protocol) Door(TwinProbe probe) => (probe.Interface, probe.To, probe.Port, probe.Listener.Protocol);

    static List<TwinProbe> For(SocketRecord socket, ReachByRules judge, TwinAddresses addresses)
    {
        var probes = new List<TwinProbe>();
        judge.Visit(socket, (group, attempt, result) =>
            Add(new Endpoint(socket.Protocol, socket.LocalAddress, socket.LocalPort), socket.V6Only == true, group, attempt, result, addresses, probes));
        return probes;
    }

    /// <summary>The same for the ports that rules send to containers.</summary>
    static List<TwinProbe> ForPublished(HostFacts host, FirewallRules rules, TwinAddresses addresses)
    {
        var probes = new List<TwinProbe>();
        PublishedPorts.Visit(host, rules, (published, calls) => calls((group, attempt, result) =>
            Add(new Endpoint(published.Protocol, published.ToAddress, published.ToPort), false, group, attempt, result, addresses, probes)));
        return probes;
    }

    static void Add(Endpoint listener, bool v6Only, CallerGroup group, Attempt attempt, AttemptResult result, TwinAddresses addresses, List<TwinProbe> probes)
    {
        Ask(result.Open, PathVerdict.Open);
        Ask(result.Closed, result.Verdict == PathVerdict.Rejected ? PathVerdict.Rejected : PathVerdict.Filtered);
        Ask(attempt.Callers.Except(result.Open).Except(result.Closed), PathVerdict.Unknown);

        void Ask(AddressSet callers, PathVerdict expected)
        {
            // Neighbours of one segment call by a link-local address or by another, and rules may tell them apart.
            if (attempt.Family == InetFamily.V6) One(callers.And(LinkLocal), expected);
            One(attempt.Family == InetFamily.V6 ? callers.Except(AllLinkLocal) : callers, expected);
        }

        void One(AddressSet callers, PathVerdict expected)
        {
            if (callers.IsEmpty || addresses.One(callers, attempt.Family, attempt.Link.Name) is not { } caller) return;
            probes.Add(new TwinProbe(listener, v6Only, group.From, attempt.Link.Name, caller, attempt.To, attempt.Port, expected) { Link = attempt.Link.Kind });
        }
    }
}

/// <summary>What to ask, and what is left out.</summary>
public sealed record TwinPlan(IReadOnlyList<TwinProbe> Probes, IReadOnlyList<string> NotAsked);
