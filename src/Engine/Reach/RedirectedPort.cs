using Berth.Model;

namespace Berth.Engine.Reach;

/// <summary>A rule that sends a port somewhere else, as far as it tells by itself: which ports it takes, and where to.</summary>
/// <param name="Ports">Null: any.</param>
/// <param name="Address">Null: the address stays, or is one of this machine.</param>
/// <param name="ToPorts">Null: the port stays.</param>
sealed record RedirectedPort(InetFamily? Family, byte? Protocol, IReadOnlyList<Operand>? Ports, IReadOnlyList<Operand>? CalledAt, Operand? Address, Operand? ToPorts, Decision Rule)
{
    public static IReadOnlyList<RedirectedPort> Find(FirewallRules rules)
    {
        var found = new List<RedirectedPort>();
        foreach (var table in rules.Tables)
            foreach (var chain in table.Chains)
                foreach (var rule in chain.Rules) Add(table, chain, rule, found);
        return found;
    }

    /// <summary>Whether it may lead to the socket, and from which port (one of them, when it takes several).</summary>
    public bool MayLeadTo(SocketRecord socket, out Port port)
    {
        port = socket.LocalPort;
        if (Protocol is { } protocol && protocol != (socket.Protocol == Model.Protocol.Udp ? 17 : 6)) return false;
        if (Address is not null && !socket.LocalAddress.IsWildcard && !Address.Contains(socket.LocalAddress.Unmapped.Bits)) return false;
        if (ToPorts is not null && !ToPorts.Contains(socket.LocalPort.Number)) return false;
        if (ToPorts is null || Ports is null) return true;
        if (Ports.Count == 0) return false;
        port = new Port((ushort)Ports[0].Low);
        return true;
    }

    static void Add(FirewallTable table, FirewallChain chain, FirewallRule rule, List<RedirectedPort> found)
    {
        InetFamily? family = table.Family switch { TableFamily.Ip => InetFamily.V4, TableFamily.Ip6 => InetFamily.V6, _ => null };
        byte? protocol = null;
        IReadOnlyList<Operand>? ports = null, at = null;
        var by = new Decision(table, chain.Name, rule);
        foreach (var part in rule.Parts)
        {
            switch (part)
            {
                case RulePart.Match { IsNegated: false, Fields: [{ Mask: null, Field: var field }] } match:
                    if (field == PacketField.Protocol && match.Set.Elements is [{ Parts: [{ IsSingle: true } one] }]) protocol = (byte)one.Low;
                    if (field == PacketField.Family && match.Set.Elements is [{ Parts: [{ IsSingle: true } kind] }]) family = (InetFamily)(byte)kind.Low;
                    if (field == PacketField.DestinationPort) ports = Values(match.Set);
                    if (field == PacketField.DestinationAddress) at = Values(match.Set);
                    break;
                case RulePart.DestinationNat nat: found.Add(new(family, protocol, ports, at, nat.Addresses, nat.Ports, by)); break;
                case RulePart.Redirect redirect: found.Add(new(family, protocol, ports, at, null, redirect.Ports, by)); break;
                case RulePart.DestinationNatMap map:
                    var byPort = map.Fields is [{ Field: PacketField.DestinationPort }];
                    foreach (var element in map.Set.Elements)
                        found.Add(new(family, protocol, byPort && element.Parts.Count == 1 ? element.Parts : ports, at, element.Place?.Addresses, element.Place?.Ports, by));
                    break;
            }
        }
    }

    static List<Operand> Values(ElementSet set) => [.. set.Elements.Where(element => element.Parts.Count == 1).Select(element => element.Parts[0])];
}
