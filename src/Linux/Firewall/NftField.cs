using System.Text.Json;
using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

/// <summary>
/// What the left side of a comparison asks of a packet, and what it takes for granted: "tcp dport" is of TCP only, "ip saddr" of
/// IPv4 only, and nft leaves the tests for that out of its listing.
/// </summary>
sealed record NftField(PacketField Field, InetFamily? Family = null, byte? Protocol = null, UInt128? Mask = null)
{
    public bool IsInterface => Field is PacketField.InputInterface or PacketField.OutputInterface;
    public bool IsBits => Field is PacketField.ConnectionState or PacketField.ConnectionStatus or PacketField.TcpFlags;

    /// <summary>The fields of an expression, several for a concatenation; null when one is not understood.</summary>
    public static IReadOnlyList<NftField>? ReadAll(JsonElement left)
    {
        if (!left.TryOnly(out var kind, out var value)) return null;
        if (kind != "concat") return Read(left) is { } one ? [one] : null;
        var fields = new List<NftField>();
        foreach (var item in value.Items())
        {
            if (Read(item) is not { } field) return null;
            fields.Add(field);
        }
        return fields.Count == 0 ? null : fields;
    }

    /// <summary>The comparisons that the fields take for granted.</summary>
    public static IEnumerable<RulePart> Guards(IReadOnlyList<NftField> fields)
    {
        foreach (var field in fields)
        {
            if (field.Family is { } family && field.Field is not PacketField.Family) yield return Is(PacketField.Family, (uint)family);
            if (field.Protocol is { } protocol) yield return Is(PacketField.Protocol, protocol);
        }
    }

    /// <summary>Holds of every packet that has all the fields, whatever they are.</summary>
    public static RulePart.Match Has(IReadOnlyList<NftField> fields) => new(Masks(fields), true, ElementSet.Of());

    public static FieldMask[] Masks(IReadOnlyList<NftField> fields)
    {
        var masks = new FieldMask[fields.Count];
        for (var i = 0; i < masks.Length; i++) masks[i] = new FieldMask(fields[i].Field, fields[i].Mask);
        return masks;
    }

    public static RulePart.Match Is(PacketField field, uint value) => new([new FieldMask(field)], false, ElementSet.Of(Operand.Number(value)));

    static NftField? Read(JsonElement expression)
    {
        if (!expression.TryOnly(out var kind, out var value)) return null;
        return kind switch
        {
            "payload" => Payload(value.Text("protocol"), value.Text("field")),
            "meta" => Meta(value.Text("key")),
            "ct" => Connection(value.Text("key"), value.Text("dir")),
            "fib" => Fib(value),
            "&" => Masked(value),
            _ => null,
        };
    }

    static NftField? Payload(string? protocol, string? field) => (protocol, field) switch
    {
        ("ip", "saddr") => new(PacketField.SourceAddress, InetFamily.V4),
        ("ip", "daddr") => new(PacketField.DestinationAddress, InetFamily.V4),
        ("ip6", "saddr") => new(PacketField.SourceAddress, InetFamily.V6),
        ("ip6", "daddr") => new(PacketField.DestinationAddress, InetFamily.V6),
        ("ip", "protocol") => new(PacketField.Protocol, InetFamily.V4),
        ("ip6", "nexthdr") => new(PacketField.Protocol, InetFamily.V6),
        ("ip", "ttl") => new(PacketField.HopLimit, InetFamily.V4),
        ("ip6", "hoplimit") => new(PacketField.HopLimit, InetFamily.V6),
        ("th", "sport") => new(PacketField.SourcePort),
        ("th", "dport") => new(PacketField.DestinationPort),
        ("tcp" or "udp" or "sctp" or "dccp" or "udplite", "sport") => new(PacketField.SourcePort, null, Number(protocol)),
        ("tcp" or "udp" or "sctp" or "dccp" or "udplite", "dport") => new(PacketField.DestinationPort, null, Number(protocol)),
        ("tcp", "flags") => new(PacketField.TcpFlags, null, 6),
        ("icmp", "type") => new(PacketField.IcmpType, InetFamily.V4, 1),
        ("icmp", "code") => new(PacketField.IcmpCode, InetFamily.V4, 1),
        ("icmpv6", "type") => new(PacketField.IcmpType, InetFamily.V6, 58),
        ("icmpv6", "code") => new(PacketField.IcmpCode, InetFamily.V6, 58),
        _ => null,
    };

    static byte Number(string protocol) => (byte)PacketNames.Protocol(protocol)!.Value;

    static NftField? Meta(string? key) => key switch
    {
        "l4proto" => new(PacketField.Protocol),
        "nfproto" or "protocol" => new(PacketField.Family),
        "iif" or "iifname" => new(PacketField.InputInterface),
        "oif" or "oifname" => new(PacketField.OutputInterface),
        "iiftype" => new(PacketField.InputInterfaceType),
        "mark" => new(PacketField.Mark),
        "pkttype" => new(PacketField.PacketType),
        _ => null,
    };

    static NftField? Connection(string? key, string? direction) => (key, direction) switch
    {
        ("state", _) => new(PacketField.ConnectionState),
        ("status", _) => new(PacketField.ConnectionStatus),
        ("direction", _) => new(PacketField.ConnectionDirection),
        ("ip saddr", "original") => new(PacketField.OriginalSource, InetFamily.V4),
        ("ip6 saddr", "original") => new(PacketField.OriginalSource, InetFamily.V6),
        ("ip daddr", "original") => new(PacketField.OriginalDestination, InetFamily.V4),
        ("ip6 daddr", "original") => new(PacketField.OriginalDestination, InetFamily.V6),
        ("proto-dst", "original") => new(PacketField.OriginalDestinationPort),
        _ => null,
    };

    // Only the plain questions: with "iif" among the flags the answer depends on the routes of one interface.
    static NftField? Fib(JsonElement fib)
    {
        if (fib.Text("result") != "type" || !fib.TryMember("flags", out var flags)) return null;
        string? only = null;
        foreach (var flag in flags.Items())
        {
            if (only is not null || flag.ValueKind != JsonValueKind.String) return null;
            only = flag.GetString();
        }
        return only switch
        {
            "daddr" => new(PacketField.DestinationType),
            "saddr" => new(PacketField.SourceType),
            _ => null,
        };
    }

    static NftField? Masked(JsonElement operands)
    {
        if (operands.ValueKind != JsonValueKind.Array || operands.GetArrayLength() != 2) return null;
        if (Read(operands[0]) is not { IsInterface: false, Mask: null } field) return null;
        return NftOperands.Bits(field, operands[1]) is { } mask ? field with { Mask = mask } : null;
    }
}
