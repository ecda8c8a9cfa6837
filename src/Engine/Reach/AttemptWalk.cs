using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;

namespace Berth.Engine.Reach;

/// <summary>
/// Sends attempts along the kernel's packet path: ingress, prerouting, routing, input or forward and postrouting; and the answer
/// back, because a rule that drops it closes the port as well.
/// </summary>
sealed class AttemptWalk(FirewallRules rules, HostFacts host)
{
    const byte SynAcknowledged = 0x12, Acknowledged = 0x10;

    readonly Machine machine = new(host);
    readonly bool hasArp = rules.Tables.Any(table => table.Family == TableFamily.Arp && table.Chains.Any(chain => chain.Hook is { } hook && (hook.DropsByPolicy || chain.Rules.Count > 0)));

    /// <param name="isAnswered">Whether a packet that arrived at the end of its way is for the listener in question.</param>
    public AttemptResult Send(Attempt attempt, Func<Packet, bool> isAnswered)
    {
        var hooks = new HookWalk(rules, machine);
        var passage = new Passage { Through = [attempt.First()] };
        if (attempt.Link.Kind is InterfaceKind.Physical or InterfaceKind.Container) FindTheOther(attempt, hooks, passage);
        if (passage.Through.Count == 0) return Sum(attempt, passage);

        var calls = Call(attempt, hooks, passage);
        foreach (var call in calls)
        {
            if (!isAnswered(call)) passage.Ended.Add((call, PathVerdict.Filtered, call.IsRedirected && call.Accepted is { } by ? by : Decision.Of("it goes to another listener")));
            else Converse(attempt, hooks, passage, call);
        }
        return Sum(attempt, passage);
    }

    // On an Ethernet the caller must first learn the machine's hardware address: without it no packet comes.
    void FindTheOther(Attempt attempt, HookWalk hooks, Passage passage)
    {
        if (attempt.Family == InetFamily.V6) NeighbourGate.Pass(attempt, hooks, passage);
        else if (hasArp)
        {
            Turn(passage, packet => packet.Doubted(Decision.Of("rules about ARP are not followed")));
            foreach (var packet in passage.Through) passage.Ended.Add((packet, PathVerdict.Filtered, packet.Doubt!));
        }
    }

    // The packets that reach a socket of this machine or are passed on, each with its last state. Of a later packet it is known what
    // tracking changes its source to.
    List<Packet> Call(Attempt attempt, HookWalk hooks, Passage passage, AddressSet? seen = null)
    {
        if (attempt.From == SourceClass.Loopback)
        {
            Turn(passage, packet => packet with { Output = attempt.Link.Name });
            hooks.Walk(HookPoint.Output, passage);
            hooks.Walk(HookPoint.Postrouting, passage);
            Turn(passage, packet => packet with { Output = "", IsSettled = true, SeenSource = packet.SeenSource ?? seen });
        }
        Turn(passage, packet => packet with { Input = attempt.Link.Name });
        hooks.Walk(HookPoint.Ingress, passage);
        hooks.Walk(HookPoint.Prerouting, passage);

        var arrived = new Passage { Ended = passage.Ended };
        var passedOn = new Passage { Ended = passage.Ended };
        foreach (var packet in passage.Through) Route(attempt, packet, arrived, passedOn);
        hooks.Walk(HookPoint.Input, arrived);
        hooks.Walk(HookPoint.Forward, passedOn);
        hooks.Walk(HookPoint.Postrouting, passedOn);
        passage.Through.Clear();
        return [.. arrived.Through, .. passedOn.Through];
    }

    void Route(Attempt attempt, Packet packet, Passage arrived, Passage passedOn)
    {
        var link = attempt.Link;
        if (packet.Handed is not null) arrived.Through.Add(packet);
        if (packet.IsAdrift)
        {
            arrived.Through.Add(packet);
            passedOn.Through.Add((packet with { Output = "?" }).Obscuring(PacketField.OutputInterface));
            return;
        }
        if (packet.Handed is not null) packet = packet with { Handed = null };
        if (!packet.Destination.IsSingle)
        {
            var several = packet.Doubted(packet.Accepted ?? Decision.Of("it is sent to one of several addresses"));
            arrived.Through.Add(several);
            passedOn.Through.Add((several with { Output = "?" }).Obscuring(PacketField.OutputInterface));
            return;
        }
        var to = AddressSet.Address(packet.Destination.First, packet.Family);
        if (to.IsLoopback && link.Kind != InterfaceKind.Loopback && !(packet.Family == InetFamily.V4 && link.RoutesLocalnet))
            passage(PathVerdict.Filtered, $"the kernel takes no packet for {to.ToString()} from {link.Name}");
        else if (machine.IsLocal(to)) arrived.Through.Add(packet);
        else if (!(packet.Family == InetFamily.V4 ? link.ForwardsV4 : link.ForwardsV6))
            passage(PathVerdict.Filtered, $"the kernel passes nothing on that comes by {link.Name}");
        else if (machine.RouteTo(to) is { } way) passedOn.Through.Add(packet with { Output = way.Name });
        else
        {
            var lost = packet.Doubted(Decision.Of($"no route to {to.ToString()} is known"));
            passedOn.Through.Add((lost with { Output = "?" }).Obscuring(PacketField.OutputInterface));
            passage(PathVerdict.Filtered, $"no route to {to.ToString()} is known");
        }

        void passage(PathVerdict verdict, string note) => arrived.Ended.Add((packet, verdict, packet.IsRedirected ? packet.Accepted! : Decision.Of(note)));
    }

    // The answer, and for TCP the caller's last word of the handshake: only then the server has the connection.
    void Converse(Attempt attempt, HookWalk hooks, Passage passage, Packet call)
    {
        var back = new Passage();
        Answer(attempt, hooks, call, back);
        foreach (var (packet, verdict, by) in back.Ended) passage.Ended.Add((Told(call, packet.Destination, packet.Doubt), verdict, by));
        foreach (var answer in back.Through)
        {
            var reached = Told(call, answer.Destination, answer.Doubt);
            if (attempt.Protocol == Protocol.Udp)
            {
                passage.Through.Add(reached);
                continue;
            }
            // net/netfilter/nf_conntrack_proto_tcp.c: an answer that tracking did not see makes what follows invalid; a call that it did
            // not see makes what follows a beginning.
            var state = call.State == ConnectionStates.Untracked ? ConnectionStates.New : answer.State == ConnectionStates.Untracked ? ConnectionStates.Invalid : ConnectionStates.Established;
            var last = new Passage();
            last.Through.Add(attempt.First() with
            {
                Source = reached.Source,
                Doubt = reached.Doubt,
                TcpFlags = Acknowledged,
                StateOnceTracked = state,
                IsSettled = true,
                Moves = (call.IsRedirected || call.IsAdrift) && state == ConnectionStates.Established ? call : null,
            });
            foreach (var packet in Call(attempt, hooks, last, call.SeenSource)) passage.Through.Add(Told(call, packet.Source, packet.Doubt));
            foreach (var (packet, verdict, by) in last.Ended) passage.Ended.Add((Told(call, packet.Source, packet.Doubt), verdict, by));
        }
    }

    // Who was sent somewhere else hears from there; what tracking does not see on its way back keeps that address, and means nothing
    // to the caller.
    static void Untranslated(Packet call, Passage back)
    {
        if (!call.IsRedirected && call.SeenSource is null) return;
        foreach (var answer in back.Through)
            if (answer.State == ConnectionStates.Untracked) back.Ended.Add((answer, PathVerdict.Filtered, call.Accepted ?? Decision.Of("its answers are not tracked")));
        back.Through.RemoveAll(static answer => answer.State == ConnectionStates.Untracked);
    }

    // Where it went nobody knows: so the answer comes from nobody knows where.
    const ulong AsSender = (1ul << (int)PacketField.SourceAddress) | (1ul << (int)PacketField.SourcePort) | (1ul << (int)PacketField.SourceType);

    static Packet Told(Packet call, AddressSet callers, Decision? doubt) => call with { Source = callers, Doubt = doubt };

    static void Answer(Attempt attempt, HookWalk hooks, Packet call, Passage back)
    {
        var answer = call with
        {
            Source = call.Destination,
            Destination = call.Source,
            SourcePorts = call.DestinationPorts,
            DestinationPorts = call.SourcePorts,
            Input = "",
            Output = attempt.Link.Name,
            State = 0,
            // The answer to a packet that tracking never saw belongs to nothing: to TCP that is invalid, to UDP a beginning.
            StateOnceTracked = call.State != ConnectionStates.Untracked ? ConnectionStates.Established
                : attempt.Protocol == Protocol.Udp ? ConnectionStates.New : ConnectionStates.Invalid,
            IsReply = true,
            IsSettled = true,
            TcpFlags = SynAcknowledged,
            MarkKnown = 0,
            SeenSource = null,
            IsAdrift = false,
            Handed = null,
            Obscured = call.IsAdrift ? AsSender : 0,
        };
        if (call.Output.Length > 0)
        {
            back.Through.Add(answer with { Input = call.Output, Output = "" });
            hooks.Walk(HookPoint.Ingress, back);
            hooks.Walk(HookPoint.Prerouting, back);
            Untranslated(call, back);
            Turn(back, packet => packet with { Output = attempt.Link.Name });
            hooks.Walk(HookPoint.Forward, back);
            hooks.Walk(HookPoint.Postrouting, back);
            return;
        }
        back.Through.Add(answer);
        hooks.Walk(HookPoint.Output, back);
        Untranslated(call, back);
        hooks.Walk(HookPoint.Postrouting, back);
        if (attempt.From != SourceClass.Loopback) return;
        Turn(back, packet => packet with { Output = "", Input = attempt.Link.Name });
        hooks.Walk(HookPoint.Ingress, back);
        hooks.Walk(HookPoint.Prerouting, back);
        hooks.Walk(HookPoint.Input, back);
    }

    static void Turn(Passage passage, Func<Packet, Packet> change)
    {
        for (var i = 0; i < passage.Through.Count; i++) passage.Through[i] = change(passage.Through[i]);
    }

    AttemptResult Sum(Attempt attempt, Passage passage)
    {
        var open = passage.Through.Count == 0 ? AddressSet.Nobody : AddressSet.Union([.. passage.Through.Select(packet => packet.Source)]);
        var closed = passage.Ended.Count == 0 ? AddressSet.Nobody : AddressSet.Union([.. passage.Ended.Select(end => end.Packet.Source)]);
        var certain = open.Except(closed);
        if (rules.Gaps.Count > 0) return Unknown(AddressSet.Nobody, Decision.Of(rules.Gaps[0]));
        if (!certain.IsEmpty)
        {
            // "May never" is said only of those of whom it is certain, and the rule is one that decided about those who may.
            var doubt = certain.Or(closed.Except(open)).And(attempt.Callers) is var told && attempt.Callers.Except(told).IsEmpty ? null : Doubt(passage, open.And(closed));
            return new AttemptResult(PathVerdict.Open, certain, closed.Except(open), Decider(passage, certain).Accepted, doubt) { ClosedBy = Closer(passage, closed.Except(open)) };
        }
        if (!open.IsEmpty) return Unknown(closed.Except(open), Doubt(passage, open.And(closed)));
        if (passage.Ended.Count == 0) return Unknown(AddressSet.Nobody, Decision.Of("nothing is known of the way"));
        var last = passage.Ended[^1];
        // Of callers that were lost on the way, since the rules divide them into too many parts, nothing is known.
        if (passage.Ended.Any(end => end.Packet.Doubt is { Table: null }) || !attempt.Callers.Except(closed).IsEmpty) return Unknown(closed, last.By);
        var verdict = passage.Ended.TrueForAll(end => end.Verdict == PathVerdict.Rejected) ? PathVerdict.Rejected : PathVerdict.Filtered;
        var by = passage.Ended.Find(end => end.By.Rule is not null && end.Verdict == verdict) is { Packet: not null } named ? named.By : last.By;
        return new AttemptResult(verdict, AddressSet.Nobody, closed, by, null);
    }

    static AttemptResult Unknown(AddressSet closed, Decision? by) => new(PathVerdict.Unknown, AddressSet.Nobody, closed, by, by);

    // Who came through without a doubt says more than who came through whatever the doubtful rule does.
    static Packet Decider(Passage passage, AddressSet certain)
    {
        var (best, most) = (passage.Through[0], -1);
        foreach (var packet in passage.Through)
        {
            if (packet.Source.And(certain).IsEmpty) continue;
            var weight = (packet.Doubt is null ? 4 : 0) + (packet.Source.Except(certain).IsEmpty ? 2 : 0) + (packet.Accepted is not null && packet.Accepted != packet.Doubt ? 1 : 0);
            if (weight > most) (best, most) = (packet, weight);
        }
        return best;
    }

    static Decision? Closer(Passage passage, AddressSet closed)
    {
        foreach (var (packet, _, by) in passage.Ended)
            if (!packet.Source.And(closed).IsEmpty) return by;
        return null;
    }

    static Decision? Doubt(Passage passage, AddressSet among)
    {
        foreach (var packet in passage.Through)
            if (packet.Doubt is not null && !packet.Source.And(among).IsEmpty) return packet.Doubt;
        foreach (var (packet, _, _) in passage.Ended)
            if (packet.Doubt is not null && !packet.Source.And(among).IsEmpty) return packet.Doubt;
        return null;
    }
}
