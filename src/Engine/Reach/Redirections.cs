using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Engine.Reach;

/// <summary>Finds every rule that sends packets somewhere else by walking the chains from their hooks, as the kernel does.</summary>
sealed class Redirections
{
    const int MostSteps = 200_000, DeepestJump = 16;

    readonly List<Redirection> found = [];
    readonly HashSet<(FirewallChain, string)> seen = [];
    int steps;

    public static IReadOnlyList<Redirection> Find(FirewallRules rules)
    {
        var search = new Redirections();
        foreach (var table in rules.Tables)
            foreach (var chain in table.Chains)
                if (chain.Hook is { Point: HookPoint.Ingress or HookPoint.Prerouting or HookPoint.Output }) search.Walk(table, chain, new Way(FamilyOf(table)), 0);
        if (search.steps <= MostSteps) return search.found;
        // Too many to follow: then each is taken to be met by everything.
        search.found.Clear();
        foreach (var table in rules.Tables)
            foreach (var chain in table.Chains)
                foreach (var rule in chain.Rules) search.Add(table, chain, rule, new Way(FamilyOf(table)), null);
        return search.found;
    }

    /// <summary>What a packet has when it comes so far.</summary>
    sealed record Way(InetFamily? Family, byte? Protocol = null, IReadOnlyList<Operand>? Ports = null, IReadOnlyList<Operand>? At = null)
    {
        public string Key => $"{Family} {Protocol} {Text(Ports)} {Text(At)}";

        static string Text(IReadOnlyList<Operand>? ranges) => ranges is null ? "*" : string.Join(',', ranges.Select(static range => $"{range.Low}-{range.High}"));
    }

    static InetFamily? FamilyOf(FirewallTable table) => table.Family switch { TableFamily.Ip => InetFamily.V4, TableFamily.Ip6 => InetFamily.V6, _ => null };

    void Walk(FirewallTable table, FirewallChain chain, Way way, int depth)
    {
        if (depth > DeepestJump || steps > MostSteps || !seen.Add((chain, way.Key))) return;
        foreach (var rule in chain.Rules)
        {
            steps++;
            Add(table, chain, rule, way, (target, narrowed) =>
            {
                if (table.Chains.FirstOrDefault(other => other.Name == target) is { } next) Walk(table, next, narrowed, depth + 1);
            });
        }
    }

    void Add(FirewallTable table, FirewallChain chain, FirewallRule rule, Way way, Action<string, Way>? jump)
    {
        var by = new Decision(table, chain.Name, rule);
        foreach (var part in rule.Parts)
        {
            switch (part)
            {
                case RulePart.Match { IsNegated: false } match when !match.Set.IsVolatile:
                    if (Narrowed(way, match.Fields, match.Set.Elements) is not { } narrowed) return;
                    way = narrowed;
                    break;
                case RulePart.Decide { Verdict: { Kind: VerdictKind.Jump or VerdictKind.Goto, Chain: { } target } }: jump?.Invoke(target, way); break;
                case RulePart.VerdictMap map:
                    foreach (var element in map.Set.Elements)
                        if (element.Verdict is { Kind: VerdictKind.Jump or VerdictKind.Goto, Chain: { } place } && Narrowed(way, map.Fields, map.Set.IsVolatile ? [] : [element]) is { } one) jump?.Invoke(place, one);
                    break;
                case RulePart.DestinationNat nat: found.Add(Of(way, nat.Addresses, nat.Ports, by)); break;
                case RulePart.Redirect redirect: found.Add(Of(way, null, redirect.Ports, by)); break;
                case RulePart.DestinationNatMap map:
                    foreach (var element in map.Set.Elements)
                        if (Narrowed(way, map.Fields, map.Set.IsVolatile ? [] : [element]) is { } keyed) found.Add(Of(keyed, element.Place?.Addresses, element.Place?.Ports, by));
                    break;
                case RulePart.TransparentProxy proxy: found.Add(Of(way, proxy.Addresses, proxy.Ports, by) with { IsHanded = true }); break;
                case RulePart.Opaque { Effect: OpaqueEffect.Rewrite }: found.Add(Of(way, null, null, by) with { IsOpaque = true }); break;
            }
        }
    }

    static Redirection Of(Way way, Operand? address, Operand? ports, Decision by) => new(way.Family, way.Protocol, way.Ports, way.At, address, ports, by);

    // Null: nothing comes through.
    static Way? Narrowed(Way way, IReadOnlyList<FieldMask> fields, IReadOnlyList<Element> elements)
    {
        for (var i = 0; i < fields.Count && way is not null; i++)
        {
            if (fields[i].Mask is not null || Values(elements, i, fields.Count) is not { } values) continue;
            switch (fields[i].Field)
            {
                case PacketField.Protocol when values is [{ IsSingle: true } only]:
                    if (way.Protocol is { } known && known != (byte)only.Low) return null;
                    way = way with { Protocol = (byte)only.Low };
                    break;
                case PacketField.Family when values is [{ IsSingle: true } only]:
                    if (way.Family is { } family && (byte)family != (byte)only.Low) return null;
                    way = way with { Family = (InetFamily)(byte)only.Low };
                    break;
                case PacketField.DestinationPort:
                    if (Both(way.Ports, values) is not { Count: > 0 } ports) return null;
                    way = way with { Ports = ports };
                    break;
                case PacketField.DestinationAddress:
                    if (Both(way.At, values) is not { Count: > 0 } at) return null;
                    way = way with { At = at };
                    break;
            }
        }
        return way;
    }

    // Null: the elements do not limit the field.
    static List<Operand>? Values(IReadOnlyList<Element> elements, int place, int count)
    {
        if (elements.Count == 0) return null;
        var values = new List<Operand>(elements.Count);
        foreach (var element in elements)
        {
            if (element.Parts.Count != count || element.Parts[place] is { Name: not null } or { IsBits: true }) return null;
            values.Add(element.Parts[place]);
        }
        return values;
    }

    static IReadOnlyList<Operand> Both(IReadOnlyList<Operand>? one, IReadOnlyList<Operand> other)
    {
        if (one is null) return other;
        var both = new List<Operand>();
        foreach (var a in one)
            foreach (var b in other)
                if (UInt128.Max(a.Low, b.Low) is var low && UInt128.Min(a.High, b.High) is var high && low <= high) both.Add(Operand.Range(low, high));
        return both;
    }
}
