using System.Runtime.CompilerServices;
using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Engine.Reach;

/// <summary>
/// Of a long chain the rules that could be about a packet, by what never changes while it is in the chain: its ports, protocol and
/// interfaces. Ten thousand rules are looked at once for each port, and not once for each class of callers and each packet.
/// </summary>
sealed class RuleSieve
{
    const int Few = 64;

    readonly record struct Kind(InetFamily Family, byte Protocol, (ushort, ushort) From, (ushort, ushort) To, string Input, string Output);

    readonly Dictionary<FirewallChain, Dictionary<Kind, IReadOnlyList<FirewallRule>>> kept = new(ByReference.Instance);
    readonly Dictionary<ElementSet, AddressSet?> unions = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<FirewallRule> For(FirewallChain chain, Packet packet, PacketReader reader)
    {
        if (chain.Rules.Count <= Few || packet.Obscured != 0 || packet.IsAdrift) return chain.Rules;
        if (!kept.TryGetValue(chain, out var kinds)) kept[chain] = kinds = [];
        var kind = new Kind(packet.Family, packet.Protocol, packet.SourcePorts, packet.DestinationPorts, packet.Input, packet.Output);
        if (kinds.TryGetValue(kind, out var known)) return known;
        var rules = new List<FirewallRule>();
        foreach (var rule in chain.Rules)
            if (!Misses(rule, packet, reader)) rules.Add(rule);
        return kinds[kind] = rules;
    }

    static bool Misses(FirewallRule rule, Packet packet, PacketReader reader)
    {
        foreach (var part in rule.Parts)
        {
            if (part is RulePart.Match { Fields: [{ Field: var field }] } match && IsFixed(field) && reader.Misses(match, packet)) return true;
            if (part is not (RulePart.Match or RulePart.Opaque { Effect: OpaqueEffect.Match })) return false;
        }
        return false;
    }

    static bool IsFixed(PacketField field) => field is PacketField.Family or PacketField.Protocol or PacketField.SourcePort or PacketField.DestinationPort
        or PacketField.InputInterface or PacketField.OutputInterface;

    /// <summary>All addresses of a large set at once; null where its elements say more than an address, or are few.</summary>
    public AddressSet? Union(ElementSet set)
    {
        if (set.Elements.Count <= Few || set.IsVolatile) return null;
        if (unions.TryGetValue(set, out var known)) return known;
        return unions[set] = Addresses(set);
    }

    static AddressSet? Addresses(ElementSet set)
    {
        var parts = new AddressSet[set.Elements.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            if (set.Elements[i] is not { Parts: [{ Name: null, IsBits: false } range], Verdict: null, Place: null }) return null;
            parts[i] = AddressSet.Of(range);
        }
        return AddressSet.Union(parts);
    }

    sealed class ByReference : IEqualityComparer<FirewallChain>
    {
        public static ByReference Instance { get; } = new();

        public bool Equals(FirewallChain? one, FirewallChain? other) => ReferenceEquals(one, other);

        public int GetHashCode(FirewallChain chain) => RuntimeHelpers.GetHashCode(chain);
    }
}
