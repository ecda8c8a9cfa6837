using System.Text.Json;
using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

/// <summary>The values that nft's JSON compares with, read as the field on the left demands. Null: not understood.</summary>
static class NftOperands
{
    public static Operand? Read(NftField field, JsonElement value)
    {
        if (value.TryOnly(out var kind, out var inner))
            return kind switch
            {
                "prefix" => Prefix(field, inner),
                "range" => Range(field, inner),
                "|" => Bits(field, inner) is { } bits ? Operand.Number(bits) : null,
                _ => null,
            };
        // Several bits that make one number; of anything else no list is a value.
        if (value.ValueKind == JsonValueKind.Array) return field.IsBits && Bits(field, value) is { } sum ? Operand.Number(sum) : null;
        if (field.IsInterface) return value.ValueKind == JsonValueKind.String ? Operand.Interface(value.GetString()!) : null;
        return Number(field, value) is { } number ? Operand.Number(number) : null;
    }

    /// <summary>Names or numbers of bits, joined.</summary>
    public static UInt128? Bits(NftField field, JsonElement value)
    {
        UInt128 all = 0;
        foreach (var item in value.Items())
        {
            var bits = item.TryOnly(out var kind, out var inner) && kind == "|" ? Bits(field, inner) : Number(field, item);
            if (bits is null) return null;
            all |= bits.Value;
        }
        return all;
    }

    public static UInt128? Number(NftField field, JsonElement value)
    {
        // A family is named; numbers are those of Ethernet types.
        if (value.ValueKind == JsonValueKind.Number) return field.Field != PacketField.Family && value.TryGetUInt64(out var number) ? number : null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return null;
        if (value.ValueKind != JsonValueKind.String) return null;
        var text = value.GetString()!;
        return field.Field switch
        {
            PacketField.SourceAddress or PacketField.DestinationAddress or PacketField.OriginalSource or PacketField.OriginalDestination =>
                InetAddress.TryParse(text, out var address) && (field.Family is null || address.Family == field.Family) ? address.Bits : null,
            PacketField.Protocol => PacketNames.Protocol(text),
            PacketField.Family => text switch { "ipv4" or "ip" => 4, "ipv6" or "ip6" => 6, _ => null },
            PacketField.ConnectionState => PacketNames.ConnectionState(text),
            PacketField.ConnectionStatus => PacketNames.ConnectionStatus(text),
            PacketField.ConnectionDirection => text switch { "original" => 0, "reply" => 1, _ => null },
            PacketField.SourceType or PacketField.DestinationType => PacketNames.AddressType(text),
            PacketField.IcmpType => field.Family == InetFamily.V6 ? PacketNames.IcmpV6(text) : PacketNames.IcmpV4(text),
            PacketField.TcpFlags => PacketNames.TcpFlag(text),
            PacketField.PacketType => PacketNames.PacketType(text),
            PacketField.InputInterfaceType => PacketNames.InterfaceType(text),
            _ => null,
        };
    }

    static Operand? Prefix(NftField field, JsonElement prefix)
    {
        if (prefix.Text("addr") is not { } text || !InetAddress.TryParse(text, out var network) || prefix.Number("len") is not { } length) return null;
        if (length < 0 || length > (network.Family == InetFamily.V4 ? 32 : 128) || (field.Family is { } family && network.Family != family)) return null;
        return Operand.Prefix(network, (int)length);
    }

    static Operand? Range(NftField field, JsonElement range)
    {
        if (range.ValueKind != JsonValueKind.Array || range.GetArrayLength() != 2) return null;
        return Number(field, range[0]) is { } low && Number(field, range[1]) is { } high ? Operand.Range(low, high) : null;
    }
}
