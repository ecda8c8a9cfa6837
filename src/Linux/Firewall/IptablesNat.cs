using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

/// <summary>The targets that send a connection somewhere else: "--to-destination 172.17.0.2:80", "--to-ports 8080-8090".</summary>
static class IptablesNat
{
    public static RulePart Destination(IReadOnlyList<string> words, int from, InetFamily family)
    {
        var place = After(words, from, "--to-destination");
        if (place is null) return new RulePart.Opaque(OpaqueEffect.Rewrite, "DNAT");
        var (addresses, ports) = Divide(place, family);
        var to = addresses.Length == 0 ? null : Addresses(addresses);
        var on = ports.Length == 0 ? null : Ports(ports);
        return (addresses.Length > 0 && to is null) || (ports.Length > 0 && on is null)
            ? new RulePart.Opaque(OpaqueEffect.Rewrite, "DNAT")
            : new RulePart.DestinationNat(to, on);
    }

    public static IEnumerable<RulePart> Source(IReadOnlyList<string> words, int from, InetFamily family, string target)
    {
        if (target == "MASQUERADE") return [new RulePart.SourceNat(null)];
        var to = After(words, from, "--to-source") is { } place ? Addresses(Divide(place, family).Addresses) : null;
        return to is null ? [new RulePart.Obscure(PacketField.SourceAddress), new RulePart.SourceNat(null)] : [new RulePart.SourceNat(to)];
    }

    public static RulePart Redirect(IReadOnlyList<string> words, int from)
    {
        var ports = After(words, from, "--to-ports") ?? After(words, from, "--to-port");
        if (ports is null) return new RulePart.Redirect(null);
        return Ports(ports) is { } range ? new RulePart.Redirect(range) : new RulePart.Opaque(OpaqueEffect.Rewrite, "REDIRECT");
    }

    public static RulePart TransparentProxy(IReadOnlyList<string> words, int from)
    {
        var (address, port) = (After(words, from, "--on-ip"), After(words, from, "--on-port"));
        // 0 stands for what the packet has.
        return new RulePart.TransparentProxy(
            address is not null && InetAddress.TryParse(address, out var one) && !one.IsWildcard ? Operand.Address(one) : null,
            ushort.TryParse(port, out var number) && number > 0 ? Operand.Number(number) : null);
    }

    static string? After(IReadOnlyList<string> words, int from, string option)
    {
        for (var i = from; i + 1 < words.Count; i++)
            if (words[i] == option) return words[i + 1];
        return null;
    }

    // "[2001:db8::1]:80" or "172.17.0.2:80"; an address alone has no brackets.
    static (string Addresses, string Ports) Divide(string place, InetFamily family)
    {
        var colon = place.LastIndexOf(':');
        if (family == InetFamily.V4) return colon < 0 ? (place, "") : (place[..colon], place[(colon + 1)..]);
        var end = place.LastIndexOf(']');
        if (end < 0) return place.StartsWith(':') && !place.StartsWith("::", StringComparison.Ordinal) ? ("", place[1..]) : (place, "");
        return (place[..(end + 1)], colon > end ? place[(colon + 1)..] : "");
    }

    static Operand? Addresses(string text)
    {
        var ends = text.Trim('[', ']').Split('-');
        if (!InetAddress.TryParse(ends[0].Trim('[', ']'), out var low)) return null;
        if (ends.Length == 1) return Operand.Address(low);
        return InetAddress.TryParse(ends[1].Trim('[', ']'), out var high) ? Operand.Range(low.Bits, high.Bits) : null;
    }

    static Operand? Ports(string text)
    {
        var slash = text.IndexOf('/');
        var ends = (slash < 0 ? text : text[..slash]).Split('-');
        return ushort.TryParse(ends[0], out var low) && ushort.TryParse(ends[^1], out var high) ? Operand.Range(low, high) : null;
    }
}
