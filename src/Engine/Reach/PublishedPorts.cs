using Berth.Model;

namespace Berth.Engine.Reach;

/// <summary>A port of this machine that rules send to another address: a container's, as a rule.</summary>
/// <param name="At">The machine's address it is published on; null for any.</param>
/// <param name="Classes">Who gets through, by class of callers; a firewall's input rules have no say here.</param>
public sealed record PublishedPort(InetFamily Family, Protocol Protocol, InetAddress? At, Port Port, InetAddress ToAddress, Port ToPort, IReadOnlyList<ClassVerdict> Classes, Decision Rule)
{
    /// <summary>The widest callers that are not certainly kept out.</summary>
    public ReachLevel Reach
    {
        get
        {
            var level = ReachLevel.Host;
            foreach (var one in Classes)
                if (one.Verdict is PathVerdict.Open or PathVerdict.Unknown && one.From.Level() > level) level = one.From.Level();
            return level;
        }
    }
}

/// <summary>Reads published ports from the rules alone, and sends callers along the same path: forward, not input.</summary>
public static class PublishedPorts
{
    // A rule that sends a whole range is asked about a few ports of it.
    const int MostPorts = 16;

    public static IReadOnlyList<PublishedPort> Find(HostFacts host, FirewallRules rules)
    {
        var found = new List<PublishedPort>();
        Visit(host, rules, (published, calls) =>
        {
            var classes = new List<ClassVerdict>();
            calls((attempt, result) => classes.Add(new ClassVerdict(attempt.Family, attempt.From, attempt.Link.Name, result.Verdict,
                result.Verdict == PathVerdict.Open && !result.Closed.IsEmpty ? result.Open.Text(attempt.Family) : null, result.By)));
            found.Add(published with { Classes = classes });
        });
        return found;
    }

    /// <summary>Tells each published port, and lets the receiver have every class of callers sent to it.</summary>
    internal static void Visit(HostFacts host, FirewallRules rules, Action<PublishedPort, Action<Action<Attempt, AttemptResult>>> tell)
    {
        var machine = new Machine(host);
        var walk = new AttemptWalk(rules, host);
        var seen = new HashSet<(Port, Protocol, InetAddress, Port)>();
        foreach (var redirect in RedirectedPort.Find(rules))
        {
            if (redirect.Address is not { IsSingle: true } to) continue;
            var family = redirect.Family ?? (to.Low > uint.MaxValue ? InetFamily.V6 : InetFamily.V4);
            var place = AddressSet.Address(to.Low, family);
            if (machine.IsLocal(place)) continue;
            foreach (var (port, toPort) in Ports(redirect))
            {
                var protocol = redirect.Protocol == 17 ? Protocol.Udp : Protocol.Tcp;
                if (!seen.Add((port, protocol, place, toPort))) continue;
                var published = new PublishedPort(family, protocol, At(redirect, family), port, place, toPort, [], redirect.Rule);
                tell(published, call => Call(host, walk, redirect, published, call));
            }
        }
    }

    static IEnumerable<(Port Port, Port To)> Ports(RedirectedPort redirect)
    {
        var count = 0;
        foreach (var range in redirect.Ports ?? [])
            for (var number = range.Low; number <= range.High && count < MostPorts; number++, count++)
                yield return (new Port((ushort)number), new Port(redirect.ToPorts is { } to ? (ushort)to.Low : (ushort)number));
    }

    static InetAddress? At(RedirectedPort redirect, InetFamily family) => redirect.CalledAt is [{ IsSingle: true } only] ? AddressSet.Address(only.Low, family) : null;

    static void Call(HostFacts host, AttemptWalk walk, RedirectedPort redirect, PublishedPort published, Action<Attempt, AttemptResult> tell)
    {
        var (family, place) = (published.Family, published.ToAddress);
        foreach (var link in host.Interfaces)
        {
            if (!link.IsUp || link.Kind == InterfaceKind.Loopback) continue;
            foreach (var own in link.Addresses)
            {
                if (own.Address.Family != family || (redirect.CalledAt is { } at && !at.Any(range => range.Contains(own.Address.Bits)))) continue;
                // The containers beside it reach it without any rule.
                if (place.IsIn(own.Address, own.PrefixLength)) continue;
                foreach (var (from, callers) in Callers.Of(link, own, host))
                {
                    if (callers.IsEmpty) continue;
                    var attempt = new Attempt(from, link, family, callers, own.Address, published.Protocol, published.Port);
                    tell(attempt, walk.Send(attempt, packet => packet.Output.Length > 0 && packet.Destination.Contains(place.Bits)));
                }
            }
        }
    }
}
