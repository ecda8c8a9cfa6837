using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Engine.Filters;

/// <summary>What a word without an operator means: 3000, :8000-8100, 3000/tcp, 127.0.0.1:3000, /udp, else a word to look for.</summary>
static class ShortForms
{
    /// <summary>Null when it is none of them, and so a word.</summary>
    public static FilterNode? Read(ReadOnlySpan<char> text)
    {
        if (text is ['/', ..]) return Protocol(text[1..]);
        if (Ports(text is [':', ..] ? text[1..] : text) is { } ports) return ports;
        if (Address(text) is { } address) return address;
        var slash = text.LastIndexOf('/');
        if (slash > 0 && Protocol(text[(slash + 1)..]) is { } protocol && Read(text[..slash]) is { } before) return AllOf.Of([before, protocol]);
        return AddressAndPort(text);
    }

    /// <summary>Whether the text, written bare, reads back as a word to look for and nothing else.</summary>
    public static bool IsWord(string text)
    {
        if (text.Length == 0 || Spelling.IsKeyword(text) || Spelling.IsQuote(text[0]) || text.Contains('*')) return false;
        for (var i = 0; i < text.Length; i++)
            if (Spelling.EndsValue(text[i]) || FilterOperators.TryRead(text.AsSpan(i), out _, out _)) return false;
        return !LooksNumeric(text) && !HasFieldPrefix(text, out _, out _) && Read(text) is null;
    }

    /// <summary>"pid:42": a field's name, a colon and a value.</summary>
    public static bool HasFieldPrefix(ReadOnlySpan<char> text, out Field field, out int valueAt)
    {
        field = null!;
        valueAt = text.IndexOf(':') + 1;
        return valueAt > 1 && valueAt < text.Length && Fields.TryFind(text[..(valueAt - 1)], out field);
    }

    /// <summary>Digits that are no port: too large, below zero, or a range turned round. A mistake rather than a name.</summary>
    public static bool LooksNumeric(ReadOnlySpan<char> text)
    {
        var isNegative = text is ['-', ..];
        if (isNegative || text is [':', ..]) text = text[1..];
        if (text.IsEmpty || !char.IsAsciiDigit(text[0]) || (!isNegative && Read(text) is not null)) return false;
        foreach (var c in text)
            if (!char.IsAsciiDigit(c) && c is not ('-' or '.')) return false;
        return text.Count('.') is 0 or 2;
    }

    static Comparison? Ports(ReadOnlySpan<char> text) =>
        OperandReader.TryReadRange(text, FieldType.Port, out var ports) ? Equal("port", ports) : null;

    static Comparison? Protocol(ReadOnlySpan<char> text)
    {
        for (var protocol = Model.Addressing.Protocol.Tcp; protocol <= Model.Addressing.Protocol.UnixSequencedPacket; protocol++)
            if (text.Equals(protocol.Name(), StringComparison.OrdinalIgnoreCase)) return Equal("protocol", Operand.OfText(protocol.Name()));
        return null;
    }

    static Comparison? Address(ReadOnlySpan<char> text) =>
        OperandReader.TryReadNetwork(text, out var network) ? Equal("address", network) : null;

    static FilterNode? AddressAndPort(ReadOnlySpan<char> text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || Ports(text[(colon + 1)..]) is not { } ports) return null;
        var host = text[..colon];
        if (host is "*") return ports;
        // What a client that dials localhost can meet: loopback itself and what is bound to every address.
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return AllOf.Of([Local(), ports]);
        if (host.Contains(':') && host is not ['[', .., ']']) return null;
        return Address(host) is { } address ? AllOf.Of([address, ports]) : null;
    }

    static Comparison Local() => Equal("address",
        Operand.OfNetwork(InetAddress.V4(0x7f000000), 8), Operand.OfNetwork(InetAddress.LoopbackV6, 128),
        Operand.OfNetwork(InetAddress.AnyV4, 32), Operand.OfNetwork(InetAddress.AnyV6, 128));

    static Comparison Equal(string field, params Operand[] values) => new(Fields.Get(field), FilterOperator.Equal, values);
}
