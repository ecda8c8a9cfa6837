using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Audit.Rules.Firewall;

/// <summary>The rules that a packet for this machine can meet, base chain by base chain.</summary>
static class InputRules
{
    public sealed record Place(FirewallTable Table, FirewallChain Base, FirewallChain Chain, FirewallRule Rule)
    {
        public string Text => $"{Table.Family.ToString().ToLowerInvariant()} {Table.Name} {Chain.Name}{(Rule.Handle is { } handle ? $", handle {handle}" : $", rule {Rule.Number}")}: {Rule.Text}";

        public bool Accepts => Rule.Parts.Any(static part => part is RulePart.Decide { Verdict.Kind: VerdictKind.Accept });

        /// <summary>The ports it names for a protocol; empty when it names none.</summary>
        public IEnumerable<Operand> Ports => Rule.Parts.OfType<RulePart.Match>()
            .Where(static match => !match.IsNegated && match.Fields is [{ Field: PacketField.DestinationPort, Mask: null }])
            .SelectMany(static match => match.Set.Elements).Where(static element => element.Parts.Count == 1).Select(static element => element.Parts[0]);

        public bool IsFor(Protocol protocol) => !Rule.Parts.OfType<RulePart.Match>().Any(match =>
            !match.IsNegated && match.Fields is [{ Field: PacketField.Protocol }] && !match.Set.Elements.Any(element => element.Parts is [var one] && one.Contains(protocol == Protocol.Udp ? 17u : 6u)));
    }

    public static IEnumerable<FirewallChain> Bases(FirewallRules rules) => rules.Tables.SelectMany(static table => BasesOf(table));

    public static IEnumerable<Place> All(FirewallRules rules)
    {
        foreach (var table in rules.Tables)
            foreach (var start in BasesOf(table))
                foreach (var chain in Reached(table, start))
                    foreach (var rule in chain.Rules) yield return new Place(table, start, chain, rule);
    }

    public static bool Refuses(FirewallRules rules) => Bases(rules).Any(static chain => chain.Hook!.DropsByPolicy) || All(rules).Any(static place => place.Rule.Parts.Any(Refuses));

    static bool Refuses(RulePart part) => part switch
    {
        RulePart.Decide { Verdict.Kind: VerdictKind.Drop or VerdictKind.Reject } => true,
        RulePart.VerdictMap map => map.Set.Elements.Any(static element => element.Verdict?.Kind is VerdictKind.Drop or VerdictKind.Reject),
        _ => false,
    };

    static IEnumerable<FirewallChain> BasesOf(FirewallTable table) => table.Chains.Where(static chain => chain.Hook is { Point: HookPoint.Input, Type: ChainType.Filter });

    static List<FirewallChain> Reached(FirewallTable table, FirewallChain start)
    {
        var reached = new List<FirewallChain> { start };
        for (var i = 0; i < reached.Count; i++)
            foreach (var target in reached[i].Rules.SelectMany(static rule => rule.Parts).SelectMany(Targets))
                if (!reached.Exists(chain => chain.Name == target) && table.Chains.FirstOrDefault(chain => chain.Name == target) is { } next) reached.Add(next);
        return reached;
    }

    static IEnumerable<string> Targets(RulePart part) => part switch
    {
        RulePart.Decide { Verdict.Chain: { } chain } => [chain],
        RulePart.VerdictMap map => map.Set.Elements.Select(static element => element.Verdict?.Chain).OfType<string>(),
        _ => [],
    };
}
