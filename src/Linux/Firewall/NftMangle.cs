using System.Text.Json;
using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

/// <summary>Statements that change a packet or what goes with it: "meta mark set 7", "ip ttl set 64".</summary>
static class NftMangle
{
    public static void Read(List<RulePart> parts, JsonElement mangle)
    {
        if (!mangle.TryMember("key", out var key) || !key.TryOnly(out var kind, out var what) || !mangle.TryMember("value", out var value))
        {
            parts.Add(new RulePart.Opaque(OpaqueEffect.Verdict, "mangle"));
            return;
        }
        // A value that is looked up may not be there, and then the rule ends.
        if (!IsConstant(value)) parts.Add(new RulePart.Opaque(OpaqueEffect.Match, "mangle"));
        switch (kind)
        {
            case "meta": Meta(parts, what.Text("key"), value); break;
            case "ct" when what.Text("key") is not "zone": break;
            case "payload": Payload(parts, what.Text("protocol"), what.Text("field")); break;
            // The packets may have the option or not.
            case "tcp option":
                parts.Add(NftField.Is(PacketField.Protocol, 6));
                parts.Add(new RulePart.Opaque(OpaqueEffect.Match, kind));
                break;
            default: parts.Add(new RulePart.Opaque(OpaqueEffect.Verdict, kind)); break;
        }
    }

    static bool IsConstant(JsonElement value) => value.ValueKind is JsonValueKind.Number or JsonValueKind.String or JsonValueKind.True or JsonValueKind.False;

    static void Meta(List<RulePart> parts, string? key, JsonElement value)
    {
        if (key == "mark") parts.Add(new RulePart.SetMark(value.ValueKind == JsonValueKind.Number && value.TryGetUInt32(out var mark) ? mark : null));
        else if (key == "pkttype") parts.Add(new RulePart.Obscure(PacketField.PacketType));
        else if (key is not ("priority" or "nftrace" or "secmark")) parts.Add(new RulePart.Opaque(OpaqueEffect.Verdict, $"meta {key} set"));
    }

    static void Payload(List<RulePart> parts, string? protocol, string? field)
    {
        if (protocol is "ip" or "ip6") parts.Add(NftField.Is(PacketField.Family, protocol == "ip" ? 4u : 6u));
        else if (protocol is not null && PacketNames.Protocol(protocol) is { } number) parts.Add(NftField.Is(PacketField.Protocol, (uint)number));
        else if (protocol != "th") parts.Add(new RulePart.Opaque(OpaqueEffect.Match, protocol ?? "payload"));
        switch (field)
        {
            case "dscp" or "ecn" or "flowlabel" or "checksum": return;
            case "ttl" or "hoplimit": parts.Add(new RulePart.Obscure(PacketField.HopLimit)); return;
            case "flags" when protocol == "tcp": parts.Add(new RulePart.Obscure(PacketField.TcpFlags)); return;
            case "saddr" or "daddr" or "sport" or "dport": parts.Add(new RulePart.Opaque(OpaqueEffect.Rewrite, $"{protocol} {field} set")); return;
            default: parts.Add(new RulePart.Opaque(OpaqueEffect.Verdict, $"{protocol} {field} set")); return;
        }
    }
}
