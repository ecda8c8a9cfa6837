using System.Text.Json;
using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

/// <summary>
/// The parts of one rule of nft's JSON (libnftables-json(5), "STATEMENTS"). What is left out is known to do nothing to the packet;
/// whatever is not understood makes the rule doubtful.
/// </summary>
sealed class NftStatements(NftSets sets, TableFamily family, string table)
{
    public IReadOnlyList<RulePart> Read(JsonElement expressions)
    {
        var parts = new List<RulePart>();
        foreach (var expression in expressions.Items())
        {
            if (!expression.TryOnly(out var kind, out var value)) parts.Add(new RulePart.Opaque(OpaqueEffect.Verdict, "?"));
            else Add(parts, kind, value);
        }
        return parts;
    }

    void Add(List<RulePart> parts, string kind, JsonElement value)
    {
        switch (kind)
        {
            case "counter" or "log" or "comment" or "secmark" or "ct helper" or "ct timeout" or "ct expectation" or "last": return;
            case "match": Match(parts, value); return;
            case "vmap": VerdictMap(parts, value); return;
            case "mangle": NftMangle.Read(parts, value); return;
            case "set" or "map": NftSetStatement.Read(parts, value); return;
            case "notrack": parts.Add(new RulePart.NoTrack()); return;
            case "masquerade": parts.Add(new RulePart.SourceNat(null)); return;
            case "snat": SourceNat(parts, value); return;
            case "dnat": DestinationNat(parts, value); return;
            case "redirect": Redirect(parts, value); return;
            case "tproxy": TransparentProxy(parts, value); return;
            // A flow that is offloaded already, or cannot be, ends the rule.
            case "limit" or "quota" or "ct count" or "meter" or "flow": parts.Add(new RulePart.Opaque(OpaqueEffect.Match, kind)); return;
            case "xt": Extension(parts, value); return;
            case "reject": parts.AddRange(Refused(value)); break;
        }
        if (NftVerdicts.Read(kind, value) is { } verdict) parts.Add(new RulePart.Decide(verdict));
        else parts.Add(new RulePart.Opaque(OpaqueEffect.Verdict, kind));
    }

    void Match(List<RulePart> parts, JsonElement match)
    {
        // The packets in question carry no extension headers.
        if (match.TryMember("left", out var left) && left.TryMember("exthdr", out _))
        {
            var isAbsent = match.TryMember("right", out var asked) && asked.ValueKind == JsonValueKind.False && match.Text("op") == "==";
            parts.Add(NftField.Is(PacketField.Family, 6));
            if (!isAbsent) parts.Add(Never);
        }
        else if (NftReversePath.Asks(match) is { } isMissing)
        {
            if (isMissing) parts.Add(Never);
        }
        else if (match.TryMember("left", out left) && match.TryMember("right", out var right) && NftField.ReadAll(left) is { } fields
            && Compared(fields, match.Text("op") ?? "==", right) is { } compared)
        {
            parts.AddRange(NftField.Guards(fields));
            parts.Add(compared);
        }
        else parts.Add(new RulePart.Opaque(OpaqueEffect.Match, Name(left)));
    }

    RulePart.Match? Compared(IReadOnlyList<NftField> fields, string op, JsonElement right)
    {
        var asked = NftField.Masks(fields);
        if (op is "in" or "!" && fields is [{ IsBits: true } bits])
            return NftOperands.Bits(bits, right) is { } wanted ? new RulePart.Match(asked, op == "!", ElementSet.Of(Operand.Bits(wanted))) : null;
        if (op is "<" or ">" or "<=" or ">=" && fields is [{ IsInterface: false } one] && NftOperands.Number(one, right) is { } number)
        {
            var range = op switch
            {
                "<" when number > 0 => Operand.Range(0, number - 1),
                "<=" => Operand.Range(0, number),
                ">" when number < UInt128.MaxValue => Operand.Range(number + 1, UInt128.MaxValue),
                ">=" => Operand.Range(number, UInt128.MaxValue),
                _ => null,
            };
            return range is null ? null : new RulePart.Match(asked, false, ElementSet.Of(range));
        }
        if (op is not ("==" or "!=" or "in")) return null;
        return sets.Read(family, table, fields, right) is { } set ? new RulePart.Match(asked, op == "!=", set) : null;
    }

    internal static RulePart.Match Never { get; } = new([new FieldMask(PacketField.Protocol)], false, ElementSet.Of());

    void VerdictMap(List<RulePart> parts, JsonElement map)
    {
        if (map.TryMember("key", out var key) && map.TryMember("data", out var data) && NftField.ReadAll(key) is { } fields
            && sets.Read(family, table, fields, data, DataKind.Verdict) is { } set)
        {
            parts.AddRange(NftField.Guards(fields));
            parts.Add(new RulePart.VerdictMap(NftField.Masks(fields), set));
        }
        else parts.Add(new RulePart.Opaque(OpaqueEffect.Verdict, "vmap"));
    }

    // "dnat ip to" in an inet table is for IPv4 alone, and nft lists that as the statement's family.
    static void OfItsFamily(List<RulePart> parts, JsonElement statement)
    {
        if (statement.Text("family") is "ip" or "ip6") parts.Add(NftField.Is(PacketField.Family, statement.Text("family") == "ip" ? 4u : 6u));
    }

    // An answer of one protocol is for packets of that protocol alone, and nft leaves the test for it out of its listing.
    static IEnumerable<RulePart> Refused(JsonElement reject) => reject.Text("type") switch
    {
        "icmp" => [NftField.Is(PacketField.Family, 4)],
        "icmpv6" => [NftField.Is(PacketField.Family, 6)],
        "tcp reset" => [NftField.Is(PacketField.Protocol, 6)],
        null or "icmpx" => [],
        _ => [new RulePart.Opaque(OpaqueEffect.Match, "reject")],
    };

    void DestinationNat(List<RulePart> parts, JsonElement nat)
    {
        OfItsFamily(parts, nat);
        var hasAddress = nat.TryMember("addr", out var address);
        var hasPort = nat.TryMember("port", out var port);
        if (IsPrefix(nat))
        {
            parts.Add(new RulePart.Opaque(OpaqueEffect.Rewrite, "dnat prefix"));
            return;
        }
        if (hasAddress && !hasPort && Mapped(parts, address, DataKind.Address)) return;
        if (hasPort && !hasAddress && Mapped(parts, port, DataKind.Port)) return;
        var addresses = hasAddress ? NftOperands.Read(NftSets.Address, address) : null;
        var ports = hasPort ? NftOperands.Read(NftSets.Port, port) : null;
        if ((hasAddress && addresses is null) || (hasPort && ports is null)) parts.Add(new RulePart.Opaque(OpaqueEffect.Rewrite, "dnat"));
        else parts.Add(new RulePart.DestinationNat(addresses, ports));
    }

    static void SourceNat(List<RulePart> parts, JsonElement nat)
    {
        OfItsFamily(parts, nat);
        var to = !IsPrefix(nat) && nat.TryMember("addr", out var address) ? NftOperands.Read(NftSets.Address, address) : null;
        if (to is null) parts.Add(new RulePart.Obscure(PacketField.SourceAddress));
        parts.Add(new RulePart.SourceNat(to));
    }

    // "dnat ip prefix to": the network part changes, and the rest of the address stays.
    static bool IsPrefix(JsonElement nat)
    {
        if (!nat.TryMember("type_flags", out var flags)) return false;
        foreach (var flag in flags.Items())
            if (flag.ValueKind != JsonValueKind.String || flag.GetString() is not ("interval" or "concat")) return true;
        return false;
    }

    bool Mapped(List<RulePart> parts, JsonElement place, DataKind data)
    {
        if (!place.TryOnly(out var kind, out var map) || kind != "map") return false;
        if (!map.TryMember("key", out var key) || !map.TryMember("data", out var pairs) || NftField.ReadAll(key) is not { } fields) return false;
        if (sets.Read(family, table, fields, pairs, data) is not { } set) return false;
        parts.AddRange(NftField.Guards(fields));
        parts.Add(new RulePart.DestinationNatMap(NftField.Masks(fields), set));
        return true;
    }

    static void Redirect(List<RulePart> parts, JsonElement redirect)
    {
        if (!redirect.TryMember("port", out var port)) parts.Add(new RulePart.Redirect(null));
        else if (NftOperands.Read(NftSets.Port, port) is { } ports) parts.Add(new RulePart.Redirect(ports));
        else parts.Add(new RulePart.Opaque(OpaqueEffect.Rewrite, "redirect"));
    }

    static void TransparentProxy(List<RulePart> parts, JsonElement proxy)
    {
        OfItsFamily(parts, proxy);
        var addresses = proxy.TryMember("addr", out var address) ? NftOperands.Read(NftSets.Address, address) : null;
        parts.Add(new RulePart.TransparentProxy(addresses, proxy.TryMember("port", out var port) ? NftOperands.Read(NftSets.Port, port) : null));
    }

    // nft's JSON names an extension of iptables and loses what it holds.
    static void Extension(List<RulePart> parts, JsonElement extension)
    {
        var name = extension.Text("name") ?? "xt";
        if (name == "comment") return;
        if (name == "TPROXY")
        {
            parts.Add(new RulePart.TransparentProxy(null, null));
            parts.Add(new RulePart.Opaque(OpaqueEffect.Verdict, name));
            return;
        }
        var isTarget = extension.Text("type") is not "match";
        parts.Add(new RulePart.Opaque(!isTarget ? OpaqueEffect.Match : name is "DNAT" or "REDIRECT" or "NETMAP" ? OpaqueEffect.Rewrite : OpaqueEffect.Verdict, name));
    }

    static string Name(JsonElement left) => left.TryOnly(out var kind, out var value) ? value.Text("key") is { } key ? $"{kind} {key}" : kind : "?";
}
