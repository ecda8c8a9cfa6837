using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;

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
                if (one.Verdict is PathVerdict.Open or PathVerdict.Unknown && one.Level > level) level = one.Level;
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
            calls((group, attempt, result) => ClassVerdict.Of(group, attempt.Family, result).Keep(classes));
            found.Add(published with { Classes = classes });
        });
        return found;
    }

    /// <summary>Tells each published port, and lets the receiver have every class of callers sent to it.</summary>
    internal static void Visit(HostFacts host, FirewallRules rules, Action<PublishedPort, Action<Action<CallerGroup, Attempt, AttemptResult>>> tell)
    {
        var machine = new Machine(host);
        var walk = new AttemptWalk(rules, host);
        var callers = new Callers(host);
        var doors = new Doors(host, rules, machine);
        var seen = new HashSet<(Port, Protocol, InetAddress, Port)>();
        foreach (var redirection in Redirections.Find(rules))
        {
            if (redirection.IsHanded || redirection.Address is not { IsSingle: true } to) continue;
            var family = redirection.Family ?? (to.Low > uint.MaxValue ? InetFamily.V6 : InetFamily.V4);
            var place = AddressSet.Address(to.Low, family);
            if (machine.IsLocal(place)) continue;
            foreach (var (port, toPort) in Ports(redirection))
            {
                var protocol = redirection.Protocol == 17 ? Protocol.Udp : Protocol.Tcp;
                if (!seen.Add((port, protocol, place, toPort))) continue;
                var published = new PublishedPort(family, protocol, At(redirection, family), port, place, toPort, [], redirection.Rule);
                tell(published, call => Call(host, walk, callers, doors, redirection, published, call));
            }
        }
    }

    static IEnumerable<(Port Port, Port To)> Ports(Redirection redirection)
    {
        var count = 0;
        foreach (var range in redirection.Ports ?? [])
            for (var number = range.Low; number <= range.High && count < MostPorts; number++, count++)
                yield return (new Port((ushort)number), new Port(redirection.ToPorts is { } to ? (ushort)to.Low : (ushort)number));
    }

    static InetAddress? At(Redirection redirection, InetFamily family) => redirection.CalledAt is [{ IsSingle: true } only] ? AddressSet.Address(only.Low, family) : null;

    static void Call(HostFacts host, AttemptWalk walk, Callers callers, Doors doors, Redirection redirection, PublishedPort published, Action<CallerGroup, Attempt, AttemptResult> tell)
    {
        var (family, place) = (published.Family, published.ToAddress);
        foreach (var link in host.Interfaces)
        {
            // The containers beside it reach it without any rule.
            if (!ReachLevels.Receives(link) || LeadsTo(link, place)) continue;
            foreach (var to in doors.Called(link, family))
            {
                if (!redirection.TakesAt(to)) continue;
                foreach (var group in callers.Of(link, to))
                {
                    var attempt = new Attempt(group.From, link, family, group.Callers, to, published.Protocol, published.Port);
                    tell(group, attempt, walk.Send(attempt, packet => packet.Output.Length > 0 && (packet.IsAdrift || packet.Destination.Contains(place.Bits))));
                }
            }
        }
    }

    static bool LeadsTo(NetworkInterface link, InetAddress place)
    {
        foreach (var own in link.Addresses)
            if (place.IsIn(own.Address, own.PrefixLength)) return true;
        return false;
    }
}
