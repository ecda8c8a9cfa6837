using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Engine.Reach;

/// <summary>
/// IPv6 finds the hardware address by ICMPv6 (RFC 4861), which rules see: where the question is dropped on its way in, or the
/// answer on its way out, nobody on the link can send here, whatever the rules say of the port.
/// </summary>
static class NeighbourGate
{
    const byte Icmp6 = 58, Solicitation = 135, Advertisement = 136;

    public static void Pass(Attempt attempt, HookWalk hooks, Passage passage)
    {
        if (Asked(attempt) is null)
        {
            var lost = passage.Through[0].Doubted(Decision.Of($"{attempt.Link.Name} has no IPv6 address that neighbours could ask for"));
            passage.Through[0] = lost;
            passage.Ended.Add((lost, PathVerdict.Filtered, lost.Doubt!));
            return;
        }
        var isNear = IsNear(attempt);
        // From afar it is the router that asks, by its link-local address.
        var asking = isNear ? attempt.Callers : AddressSet.Network(LinkLocal, 10);
        var (open, way) = Both(attempt, hooks, Question(attempt, asking, inward: true), Reply(attempt, asking, outward: true));
        if (!way.IsEmpty && (!isNear || attempt.Callers.Except(way).IsEmpty) && open.Doubt is null) return;

        var callers = passage.Through[0];
        passage.Through.Clear();
        var through = isNear ? way : way.IsEmpty ? AddressSet.Nobody : attempt.Callers;
        if (!through.IsEmpty) passage.Through.Add(open.Doubt is { } doubt ? (callers with { Source = through }).Doubted(doubt) : callers with { Source = through });
        var outside = open.Doubt is null ? callers.Source.Except(through) : callers.Source;
        if (outside.IsEmpty) return;
        // Where the machine may ask by itself, the other learns its address from that: after it has called first, not before.
        var (own, back) = Both(attempt, hooks, Question(attempt, asking, inward: false), Reply(attempt, asking, outward: false));
        var by = open.By ?? Decision.Of("no rule lets neighbour discovery pass");
        if (!back.IsEmpty || own.Doubt is not null) passage.Through.Add((callers with { Source = outside }).Doubted(by));
        passage.Ended.Add((callers with { Source = outside }, PathVerdict.Filtered, by));
    }

    static bool IsNear(Attempt attempt)
    {
        if (attempt.From is not (SourceClass.Lan or SourceClass.Container)) return false;
        var one = AddressSet.Address(attempt.Callers.Middle, attempt.Family);
        if (one.IsIn(LinkLocal, 10)) return true;
        foreach (var own in attempt.Link.Addresses)
            if (one.IsIn(own.Peer ?? own.Address, own.PrefixLength)) return true;
        return false;
    }

    // Whoever calls an address of another interface sends it here as to a router, and asks for an address that this one has.
    static InetAddress? Asked(Attempt attempt)
    {
        if (ReachLevels.Has(attempt.Link, attempt.To)) return attempt.To;
        foreach (var own in attempt.Link.Addresses)
            if (own.Address.Family == InetFamily.V6) return own.Address;
        return null;
    }

    static readonly InetAddress LinkLocal = AddressSet.Address((UInt128)0xfe80 << 112, InetFamily.V6);

    // The solicited-node group of an address (RFC 4291, 2.7.1).
    static AddressSet Group(AddressSet of) => of.IsSingle
        ? AddressSet.Of(Solicited | (of.First & 0xff_ffff), Solicited | (of.First & 0xff_ffff))
        : AddressSet.Of(Solicited, Solicited | 0xff_ffff);

    static readonly UInt128 Solicited = ((UInt128)0xff02 << 112) | ((UInt128)0x1ff << 24);

    static Packet Question(Attempt attempt, AddressSet asking, bool inward) => inward
        ? Message(Solicitation, asking, Group(AddressSet.Of(Asked(attempt)!.Value))) with { Input = attempt.Link.Name, PacketType = 2 }
        : Message(Solicitation, AddressSet.Of(Asked(attempt)!.Value), Group(asking)) with { Output = attempt.Link.Name };

    static Packet Reply(Attempt attempt, AddressSet asking, bool outward) => outward
        ? Message(Advertisement, AddressSet.Of(Asked(attempt)!.Value), asking) with { Output = attempt.Link.Name }
        : Message(Advertisement, asking, AddressSet.Of(Asked(attempt)!.Value)) with { Input = attempt.Link.Name };

    // net/netfilter/nf_conntrack_proto_icmpv6.c: neighbour discovery is never tracked.
    static Packet Message(byte type, AddressSet source, AddressSet destination) => new()
    {
        Family = InetFamily.V6,
        Protocol = Icmp6,
        Source = source,
        Destination = destination,
        IcmpType = type,
        HopLimit = 255,
        StateOnceTracked = ConnectionStates.Untracked,
    };

    readonly record struct Half(Decision? By, Decision? Doubt);

    // Who gets both the question and the answer through; the decision of the first that did not.
    static (Half, AddressSet Both) Both(Attempt attempt, HookWalk hooks, Packet question, Packet reply)
    {
        var (asked, askedWhole) = Sent(hooks, question);
        var (answered, answeredWhole) = Sent(hooks, reply);
        var near = IsNear(attempt);
        var askers = question.Input.Length > 0 ? Sources(asked) : near && asked.Through.Count > 0 ? attempt.Callers : Destinations(asked);
        var receivers = reply.Output.Length > 0 ? Destinations(answered) : Sources(answered);
        var by = asked.Ended.Count > 0 ? asked.Ended[0].By : answered.Ended.Count > 0 ? answered.Ended[0].By : null;
        var doubt = askedWhole ?? answeredWhole;
        return (new Half(by, doubt), asked.Through.Count == 0 || answered.Through.Count == 0 ? AddressSet.Nobody : askers.And(receivers));
    }

    static (Passage, Decision? Doubt) Sent(HookWalk hooks, Packet message)
    {
        var passage = new Passage { Through = [message] };
        if (message.Input.Length > 0)
        {
            hooks.Walk(HookPoint.Ingress, passage);
            hooks.Walk(HookPoint.Prerouting, passage);
            hooks.Walk(HookPoint.Input, passage);
        }
        else
        {
            hooks.Walk(HookPoint.Output, passage);
            hooks.Walk(HookPoint.Postrouting, passage);
        }
        // Both ways were followed somewhere: then it may or may not pass.
        // The kernel takes no such message that came over a router, as its hop limit tells (RFC 4861, 7.1).
        if (passage.Through.Find(static packet => packet.IsObscured(PacketField.HopLimit)) is { } changed) return (passage, changed.Doubt ?? Decision.Of("a rule changes hop limits"));
        var isSure = passage.Through.Count == 0 || passage.Ended.Count == 0 || Union(passage.Through).And(AddressSet.Union([.. passage.Ended.Select(end => End(message, end.Packet))])).IsEmpty;
        return (passage, isSure ? null : passage.Through.Find(packet => packet.Doubt is not null)?.Doubt ?? passage.Ended.Find(end => end.Packet.Doubt is not null).Packet?.Doubt);

        AddressSet Union(List<Packet> packets) => AddressSet.Union([.. packets.Select(packet => End(message, packet))]);
        static AddressSet End(Packet message, Packet packet) => message.Source.IsSingle ? packet.Destination : packet.Source;
    }

    static AddressSet Sources(Passage passage) => passage.Through.Count == 0 ? AddressSet.Nobody : AddressSet.Union([.. passage.Through.Select(packet => packet.Source)]);
    static AddressSet Destinations(Passage passage) => passage.Through.Count == 0 ? AddressSet.Nobody : AddressSet.Union([.. passage.Through.Select(packet => packet.Destination)]);
}
