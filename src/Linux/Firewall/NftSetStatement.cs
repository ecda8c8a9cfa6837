using System.Text.Json;
using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

/// <summary>
/// "add @seen { ip saddr timeout 1m limit rate over 10/minute }": a packet writes itself into a set, and the rule goes on only for
/// packets that have these fields, of which the statements inside hold, and for which there is room: a set that is full, or that
/// others write to at that moment, ends the rule (net/netfilter/nft_dynset.c, nft_dynset_eval).
/// </summary>
static class NftSetStatement
{
    public static void Read(List<RulePart> parts, JsonElement statement)
    {
        Load(parts, statement, "elem");
        if (statement.TryMember("data", out _)) Load(parts, statement, "data");
        if (statement.Text("op") != "delete") parts.Add(new RulePart.Opaque(OpaqueEffect.Match, "set"));
        if (!statement.TryMember("stmt", out var inner)) return;
        foreach (var one in inner.Items())
        {
            if (one.TryOnly(out var kind, out _) && kind is "counter" or "last") continue;
            parts.Add(new RulePart.Opaque(OpaqueEffect.Match, kind ?? "set"));
        }
    }

    static void Load(List<RulePart> parts, JsonElement statement, string member)
    {
        if (statement.TryMember(member, out var element) && TryKey(element, out var key))
        {
            if (key.ValueKind is JsonValueKind.Number or JsonValueKind.String) return;
            if (NftField.ReadAll(key) is { } fields)
            {
                parts.AddRange(NftField.Guards(fields));
                parts.Add(NftField.Has(fields));
                return;
            }
        }
        parts.Add(new RulePart.Opaque(OpaqueEffect.Match, "set"));
    }

    // With a timeout the key is wrapped.
    static bool TryKey(JsonElement element, out JsonElement key)
    {
        key = element;
        return !element.TryOnly(out var kind, out var inner) || kind != "elem" || (NftSets.IsPlain(inner) && inner.TryMember("val", out key));
    }
}
