using Berth.Model;

namespace Berth.Engine.Reach;

/// <summary>
/// What to ask the kernel's twin about a listener: for each class of callers one that the rules are read to let in and one that
/// they are read to keep out, so that a rule which was read wrongly shows.
/// </summary>
public static class TwinQuestions
{
    public static IReadOnlyList<TwinProbe> For(SocketRecord socket, HostFacts host, FirewallRules rules)
    {
        var probes = new List<TwinProbe>();
        new ReachByRules(host, rules).Visit(socket, (attempt, result) => Add(new Endpoint(socket.Protocol, socket.LocalAddress, socket.LocalPort), socket.V6Only == true, attempt, result, probes));
        return probes;
    }

    /// <summary>What to ask about all these listeners and the ports that rules send to containers. Where both are called, the container answers.</summary>
    public static IReadOnlyList<TwinProbe> ForAll(IEnumerable<SocketRecord> sockets, HostFacts host, FirewallRules rules)
    {
        var published = ForPublished(host, rules);
        var taken = published.Select(Door).ToHashSet();
        return [.. sockets.SelectMany(socket => For(socket, host, rules)).Where(probe => !taken.Contains(Door(probe))), .. published];
    }

    static (string, InetAddress, Port, Protocol) Door(TwinProbe probe) => (probe.Interface, probe.To, probe.Port, probe.Listener.Protocol);

    /// <summary>The same for the ports that rules send to containers.</summary>
    public static IReadOnlyList<TwinProbe> ForPublished(HostFacts host, FirewallRules rules)
    {
        var probes = new List<TwinProbe>();
        PublishedPorts.Visit(host, rules, (published, calls) =>
            calls((attempt, result) => Add(new Endpoint(published.Protocol, published.ToAddress, published.ToPort), false, attempt, result, probes)));
        return probes;
    }

    static void Add(Endpoint listener, bool v6Only, Attempt attempt, AttemptResult result, List<TwinProbe> probes)
    {
        Ask(result.Open, PathVerdict.Open);
        Ask(result.Closed, result.Verdict == PathVerdict.Rejected ? PathVerdict.Rejected : PathVerdict.Filtered);
        Ask(attempt.Callers.Except(result.Open).Except(result.Closed), PathVerdict.Unknown);

        void Ask(AddressSet callers, PathVerdict expected)
        {
            if (callers.IsEmpty) return;
            var caller = AddressSet.Address(callers.Middle, attempt.Family);
            probes.Add(new TwinProbe(listener, v6Only, attempt.From, attempt.Link.Name, caller, attempt.To, attempt.Port, expected));
        }
    }
}
