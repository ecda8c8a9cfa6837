using Berth.Model.Firewall;

namespace Berth.Engine.Reach;

/// <summary>How a packet left a chain.</summary>
enum Exit : byte
{
    Accept,
    Drop,
    Reject,

    /// <summary>Past the last rule, or by return: the caller goes on, a base chain's policy decides.</summary>
    End,
}

readonly record struct Outcome(Packet Packet, Exit Exit, Decision? By);

/// <summary>
/// Walks packets through the chains of one table. Where a rule's answer depends on the address the packet is divided; where nobody
/// can say whether a rule holds, both ways are followed and the packet remembers the first such rule.
/// </summary>
sealed class ChainWalk(FirewallTable table, PacketReader reader, Budget budget)
{
    // net/netfilter/nf_tables_api.c: NFT_JUMP_STACK_SIZE.
    const int DeepestJump = 16;
    const int MostPackets = 8;

    public List<Outcome> Run(FirewallChain chain, Packet packet, int depth = 0)
    {
        var outcomes = new List<Outcome>();
        var pending = new List<Packet> { packet };
        foreach (var rule in reader.Sieve.For(chain, packet, reader))
        {
            var after = new List<Packet>(pending.Count);
            foreach (var one in pending)
            {
                if (!budget.Spend()) GiveUp(one, outcomes);
                else if (Fails(rule, one)) after.Add(one);
                else Carry(new Step(chain, rule, depth, outcomes, after), 0, one);
            }
            pending = after.Count > MostPackets ? Merged(after) : after;
            if (pending.Count == 0) return outcomes;
        }
        foreach (var one in pending) outcomes.Add(new Outcome(one, Exit.End, null));
        return outcomes;
    }

    static void GiveUp(Packet packet, List<Outcome> outcomes)
    {
        var lost = packet.Doubted(Decision.Of("there are too many rules to follow"));
        outcomes.Add(new Outcome(lost, Exit.End, null));
        outcomes.Add(new Outcome(lost, Exit.Drop, lost.Doubt));
    }

    /// <param name="Next">Packets that the rule does not decide about.</param>
    readonly record struct Step(FirewallChain Chain, FirewallRule Rule, int Depth, List<Outcome> Outcomes, List<Packet> Next);

    // Most rules are about something else: known before anything is divided, and best by what divides nothing.
    bool Fails(FirewallRule rule, Packet packet)
    {
        foreach (var part in rule.Parts)
        {
            if (part is RulePart.Match match && reader.Misses(match, packet)) return true;
            if (part is not (RulePart.Match or RulePart.Opaque { Effect: OpaqueEffect.Match })) break;
        }
        foreach (var part in rule.Parts)
        {
            if (part is RulePart.Opaque { Effect: OpaqueEffect.Match }) continue;
            if (part is not RulePart.Match match) return false;
            var lookup = Lookup.Of(packet, match.Fields, match.Set, reader);
            if (lookup.IsAbsent)
            {
                if (match.HoldsIfAbsent) continue;
                return true;
            }
            if (match.IsNegated ? lookup.Rest.IsEmpty : lookup.Found.Count == 0 && lookup.Perhaps.Count == 0) return true;
        }
        return false;
    }

    void Carry(Step step, int place, Packet packet)
    {
        for (var i = place; i < step.Rule.Parts.Count; i++)
        {
            switch (step.Rule.Parts[i])
            {
                case RulePart.Match match:
                    if (Matched(step, i, packet, match) is not { } matched) return;
                    packet = matched;
                    break;
                case RulePart.VerdictMap map:
                    Decide(step, i, packet, map);
                    return;
                case RulePart.Decide { Verdict.Kind: VerdictKind.Continue }:
                    break;
                case RulePart.Decide decide:
                    Decide(step, packet, decide.Verdict);
                    return;
                case RulePart.DestinationNat nat:
                    Redirected(step, packet, nat.Addresses, nat.Ports);
                    return;
                case RulePart.DestinationNatMap map:
                    Redirected(step, packet, map);
                    return;
                case RulePart.Redirect redirect:
                    ToItself(step, packet, redirect.Ports);
                    return;
                case RulePart.SourceNat nat:
                    if (reader.IsLoopback(packet.Output)) packet = packet with { SeenSource = reader.Translated(packet, nat.Addresses) };
                    step.Outcomes.Add(new Outcome(packet, Exit.Accept, By(step)));
                    return;
                case RulePart.SetMark mark:
                    packet = mark.Value is { } value
                        ? packet with { Mark = (packet.Mark & ~mark.Mask) ^ value, MarkKnown = packet.MarkKnown | mark.Mask }
                        : packet with { MarkKnown = 0 };
                    break;
                case RulePart.NoTrack:
                    if (packet.State == 0) packet = packet with { StateOnceTracked = ConnectionStates.Untracked };
                    break;
                case RulePart.Obscure obscure:
                    packet = packet.Obscuring(obscure.Field);
                    break;
                case RulePart.TransparentProxy proxy:
                    packet = packet.Doubted(By(step));
                    step.Next.Add(packet);
                    packet = packet with { Handed = proxy };
                    break;
                case RulePart.Opaque { Effect: OpaqueEffect.Rewrite }:
                    packet = packet.Doubted(By(step));
                    step.Outcomes.Add(new Outcome(packet with { IsAdrift = true, IsSettled = true, Accepted = By(step) }, Exit.Accept, By(step)));
                    Either(step, packet);
                    return;
                case RulePart.Opaque { Effect: OpaqueEffect.Match }:
                    packet = packet.Doubted(By(step));
                    step.Next.Add(packet);
                    break;
                case RulePart.Opaque:
                    packet = packet.Doubted(By(step));
                    Either(step, packet);
                    break;
            }
        }
        step.Next.Add(packet);
    }

    // What certainly matches goes on; what perhaps does is followed both ways.
    Packet? Matched(Step step, int place, Packet packet, RulePart.Match match)
    {
        var lookup = Lookup.Of(packet, match.Fields, match.Set, reader);
        if (lookup.IsAbsent)
        {
            if (match.HoldsIfAbsent) return packet;
            step.Next.Add(packet);
            return null;
        }
        var doubted = packet;
        if (lookup.IsSampled) doubted = packet.Doubted(By(step));
        var perhaps = lookup.AllPerhaps;
        var rest = lookup.AllRest.Except(perhaps);
        var (yes, no) = match.IsNegated ? (rest, lookup.AllFound) : (lookup.AllFound, rest);
        var splitter = lookup;
        if (!no.IsEmpty) step.Next.Add(Same(splitter.With(no), doubted));
        if (!perhaps.IsEmpty)
        {
            var either = splitter.With(perhaps).Doubted(By(step));
            step.Next.Add(either);
            Carry(step, place + 1, either);
        }
        return yes.IsEmpty ? null : Same(splitter.With(yes), doubted);
    }

    static Packet Same(Packet packet, Packet doubted) => doubted.Doubt is null ? packet : packet.Doubted(doubted.Doubt);

    void Decide(Step step, int place, Packet packet, RulePart.VerdictMap map)
    {
        var lookup = Lookup.Of(packet, map.Fields, map.Set, reader);
        if (lookup.IsAbsent)
        {
            step.Next.Add(packet);
            return;
        }
        foreach (var (element, part) in lookup.Found) Decide(step, place, lookup.With(part), element.Verdict);
        foreach (var (element, part) in lookup.Perhaps)
        {
            var either = lookup.With(part).Doubted(By(step));
            if (map.Set.IsVolatile) Either(step, either);
            else Decide(step, place, either, element?.Verdict);
        }
        if (!lookup.Rest.IsEmpty) step.Next.Add(lookup.With(lookup.Rest));
    }

    void Decide(Step step, int place, Packet packet, Verdict? verdict)
    {
        if (verdict is null) Either(step, packet.Doubted(By(step)));
        else if (verdict.Kind == VerdictKind.Continue) Carry(step, place + 1, packet);
        else Decide(step, packet, verdict);
    }

    void Either(Step step, Packet packet)
    {
        step.Outcomes.Add(new Outcome(packet, Exit.Accept, By(step)));
        step.Outcomes.Add(new Outcome(packet, Exit.Drop, By(step)));
    }

    void Decide(Step step, Packet packet, Verdict verdict)
    {
        switch (verdict.Kind)
        {
            case VerdictKind.Accept: step.Outcomes.Add(new Outcome(packet with { Accepted = By(step) }, Exit.Accept, By(step))); return;
            case VerdictKind.Drop: step.Outcomes.Add(new Outcome(packet, Exit.Drop, By(step))); return;
            case VerdictKind.Reject: step.Outcomes.Add(new Outcome(packet, Exit.Reject, By(step))); return;
            case VerdictKind.Return: step.Outcomes.Add(new Outcome(packet, Exit.End, null)); return;
        }
        var target = Chain(verdict.Chain);
        if (target is null || step.Depth >= DeepestJump)
        {
            Either(step, packet.Doubted(By(step)));
            step.Next.Add(packet.Doubted(By(step)));
            return;
        }
        foreach (var outcome in Run(target, packet, step.Depth + 1))
        {
            // After goto nobody comes back to this chain.
            if (outcome.Exit == Exit.End && verdict.Kind == VerdictKind.Jump) step.Next.Add(outcome.Packet);
            else step.Outcomes.Add(outcome);
        }
    }

    FirewallChain? Chain(string? name)
    {
        foreach (var chain in table.Chains)
            if (chain.Name == name) return chain;
        return null;
    }

    void Redirected(Step step, Packet packet, Operand? addresses, Operand? ports)
    {
        var moved = packet with { IsSettled = true };
        if (addresses is not null) moved = moved with { Destination = AddressSet.Of(addresses) };
        if (ports is not null) moved = moved with { DestinationPorts = ((ushort)ports.Low, (ushort)ports.High) };
        // Sent where it goes anyway, a connection does not count as redirected (net/netfilter/nf_nat_core.c, nf_nat_setup_info).
        var isElsewhere = moved.DestinationPorts != packet.DestinationPorts || !(moved.Destination.IsSingle && packet.Destination.Contains(moved.Destination.First));
        step.Outcomes.Add(new Outcome(moved with { IsRedirected = isElsewhere, Accepted = By(step) }, Exit.Accept, By(step)));
    }

    void Redirected(Step step, Packet packet, RulePart.DestinationNatMap map)
    {
        var lookup = Lookup.Of(packet, map.Fields, map.Set, reader);
        if (lookup.IsAbsent)
        {
            step.Next.Add(packet);
            return;
        }
        foreach (var (element, part) in lookup.Found) Redirected(step, lookup.With(part), element.Place?.Addresses, element.Place?.Ports);
        foreach (var (element, part) in lookup.Perhaps) Redirected(step, lookup.With(part).Doubted(By(step)), element?.Place?.Addresses, element?.Place?.Ports);
        if (!lookup.Rest.IsEmpty) step.Next.Add(lookup.With(lookup.Rest));
    }

    // net/netfilter/nf_nat_redirect.c: the first address of the interface it came by, loopback for what starts here.
    void ToItself(Step step, Packet packet, Operand? ports)
    {
        if (reader.OwnAddress(packet) is { } own) Redirected(step, packet, Operand.Address(own), ports);
        else step.Outcomes.Add(new Outcome(packet, Exit.Drop, By(step)));
    }

    Decision By(Step step) => new(table, step.Chain.Name, step.Rule);

    // Pieces that differ in their addresses alone are one again: many rules about addresses would make many of them.
    static List<Packet> Merged(List<Packet> packets)
    {
        var kept = new List<Packet>();
        foreach (var packet in packets)
        {
            var at = kept.FindIndex(other => other with { Source = packet.Source, Doubt = packet.Doubt, Accepted = packet.Accepted, Destination = packet.Destination } == packet
                && (ReferenceEquals(other.Source, packet.Source) || ReferenceEquals(other.Destination, packet.Destination)));
            if (at < 0) kept.Add(packet);
            else kept[at] = kept[at] with { Source = kept[at].Source.Or(packet.Source), Destination = kept[at].Destination.Or(packet.Destination), Doubt = kept[at].Doubt ?? packet.Doubt };
        }
        return kept;
    }
}

/// <summary>How many rules one question may look at.</summary>
sealed class Budget(int rules)
{
    int left = rules;

    public bool Spend() => left-- > 0;
}
