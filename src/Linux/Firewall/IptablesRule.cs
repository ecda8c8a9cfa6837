using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

/// <summary>
/// The parts of one "-A" line (iptables(8), iptables-extensions(8)). An option that is not understood makes its whole extension
/// unknown; it is never left out.
/// </summary>
sealed class IptablesRule(IReadOnlyList<string> words, int place, InetFamily family)
{
    // Of these nothing is asked that a packet could fail.
    static readonly HashSet<string> neutralMatches = ["comment", "tcp", "udp", "icmp", "icmp6", "multiport", "conntrack", "state", "addrtype", "mark", "iprange", "pkttype", "hl", "ttl", "sctp", "dccp"];

    static readonly HashSet<string> neutralTargets =
    [
        "LOG", "NFLOG", "ULOG", "TRACE", "TCPMSS", "TCPOPTSTRIP", "CLASSIFY", "TOS", "DSCP", "CHECKSUM", "AUDIT", "SECMARK", "CONNSECMARK", "TEE", "RATEEST", "IDLETIMER", "LED", "ECN",
    ];

    readonly List<RulePart> parts = [];
    int at = place;

    // Where the parts of the conntrack match that is being read begin, and whether it asks for states.
    int tracking = -1;
    bool asksForState;

    public IReadOnlyList<RulePart> Read()
    {
        while (at < words.Count)
        {
            var isNegated = words[at] == "!";
            if (isNegated) at++;
            if (at >= words.Count) break;
            var option = words[at++];
            if (option is "-j" or "-g" or "-m") CloseTracking();
            if (option == "-j") Target(Next());
            else if (option == "-g") parts.Add(new RulePart.Decide(new Verdict(VerdictKind.Goto, Next())));
            else if (option == "-m") Extension(Next());
            else Match(option, isNegated);
        }
        CloseTracking();
        return parts;
    }

    // xt_conntrack.c: of a packet without an entry a match that asks for states asks nothing else, and one that does not fails.
    void CloseTracking()
    {
        if (asksForState)
            for (var i = tracking; i >= 0 && i < parts.Count; i++)
                if (parts[i] is RulePart.Match match) parts[i] = match with { HoldsIfAbsent = true };
        (tracking, asksForState) = (-1, false);
    }

    string Next() => at < words.Count ? words[at++] : "";

    void Extension(string name)
    {
        if (name is "conntrack" or "state") tracking = parts.Count;
        if (neutralMatches.Contains(name)) return;
        // The packets in question carry no extension headers.
        if (name is "rt" or "ah" or "esp" or "frag" or "hbh" or "dst" or "mh")
        {
            parts.Add(NftStatements.Never);
            Skip();
            return;
        }
        if (name == "rpfilter")
        {
            ReversePath();
            return;
        }
        parts.Add(new RulePart.Opaque(OpaqueEffect.Match, name));
        Skip();
    }

    // Who is asked about is answered by the interface that he comes by: there is a way back (see NftReversePath).
    void ReversePath()
    {
        var from = at;
        Skip();
        for (var i = from; i < at; i++)
            if (words[i] == "--invert") parts.Add(NftStatements.Never);
    }

    // To the next extension or target: what stands between belongs to what is not understood.
    void Skip()
    {
        while (at < words.Count && words[at] is not ("-m" or "-j" or "-g")) at++;
    }

    void Match(string option, bool isNegated)
    {
        switch (option)
        {
            case "-s" or "--source": Address(PacketField.SourceAddress, isNegated); return;
            case "-d" or "--destination": Address(PacketField.DestinationAddress, isNegated); return;
            case "-i" or "--in-interface": Add(PacketField.InputInterface, isNegated, Wildcard(Next())); return;
            case "-o" or "--out-interface": Add(PacketField.OutputInterface, isNegated, Wildcard(Next())); return;
            case "-p" or "--protocol": Protocol(isNegated); return;
            // Fragments are put together before rules see them, where tracking is on.
            case "-f": if (!isNegated) parts.Add(new RulePart.Opaque(OpaqueEffect.Match, "fragment")); return;
            case "--sport" or "--source-port": Ports(PacketField.SourcePort, isNegated); return;
            case "--dport" or "--destination-port": Ports(PacketField.DestinationPort, isNegated); return;
            case "--sports" or "--source-ports": Ports(PacketField.SourcePort, isNegated); return;
            case "--dports" or "--destination-ports": Ports(PacketField.DestinationPort, isNegated); return;
            case "--tcp-flags": Flags(isNegated, Next(), Next()); return;
            case "--syn": Flags(isNegated, "FIN,SYN,RST,ACK", "SYN"); return;
            case "--state" or "--ctstate": States(isNegated); return;
            case "--ctstatus": Names(PacketField.ConnectionStatus, isNegated, PacketNames.ConnectionStatus, bits: true); return;
            case "--ctdir": Add(PacketField.ConnectionDirection, isNegated, Next() switch { "ORIGINAL" => Operand.Number(0), "REPLY" => Operand.Number(1), _ => null }); return;
            case "--ctproto": Add(PacketField.ConnectionProtocol, isNegated, Number(Next(), PacketNames.Protocol)); return;
            case "--ctorigsrc": Address(PacketField.OriginalSource, isNegated); return;
            case "--ctorigdst": Address(PacketField.OriginalDestination, isNegated); return;
            case "--ctorigdstport": Ports(PacketField.OriginalDestinationPort, isNegated); return;
            case "--src-type": AddressTypes(PacketField.SourceType, PacketField.SourceAddress, isNegated); return;
            case "--dst-type": AddressTypes(PacketField.DestinationType, PacketField.DestinationAddress, isNegated); return;
            case "--icmp-type": Icmp(isNegated, PacketNames.IcmpV4); return;
            case "--icmpv6-type": Icmp(isNegated, PacketNames.IcmpV6); return;
            case "--hl-eq" or "--ttl-eq": Add(PacketField.HopLimit, isNegated, Number(Next(), static _ => null)); return;
            case "--src-range": Range(PacketField.SourceAddress, isNegated); return;
            case "--dst-range": Range(PacketField.DestinationAddress, isNegated); return;
            case "--pkt-type": Names(PacketField.PacketType, isNegated, PacketNames.PacketType, bits: false); return;
            case "--mark": Mark(isNegated); return;
            case "--comment": Next(); return;
        }
        parts.Add(new RulePart.Opaque(OpaqueEffect.Match, option));
        Skip();
    }

    // A trailing '+' stands for any ending; a star is a letter like others, which our own wildcard cannot say.
    static Operand? Wildcard(string name) => name.Contains('*') ? null : Operand.Interface(name.EndsWith('+') ? name[..^1] + "*" : name);

    void Add(PacketField field, bool isNegated, params ReadOnlySpan<Operand?> values)
    {
        foreach (var value in values)
        {
            if (value is not null) continue;
            parts.Add(new RulePart.Opaque(OpaqueEffect.Match, field.ToString()));
            return;
        }
        parts.Add(new RulePart.Match([new FieldMask(field)], isNegated, ElementSet.Of([.. values!])));
    }

    void Address(PacketField field, bool isNegated)
    {
        var text = Next();
        var slash = text.IndexOf('/');
        if (!InetAddress.TryParse(slash < 0 ? text : text[..slash], out var network) || network.Family != family) Add(field, isNegated, (Operand?)null);
        else if (slash < 0) Add(field, isNegated, Operand.Address(network));
        else if (int.TryParse(text.AsSpan(slash + 1), out var length)) Add(field, isNegated, Operand.Prefix(network, length));
        else if (InetAddress.TryParse(text.AsSpan(slash + 1), out var mask))
            parts.Add(new RulePart.Match([new FieldMask(field, mask.Bits)], isNegated, ElementSet.Of(Operand.Number(network.Bits & mask.Bits))));
        else Add(field, isNegated, (Operand?)null);
    }

    void Range(PacketField field, bool isNegated)
    {
        var ends = Next().Split('-');
        if (ends.Length == 2 && InetAddress.TryParse(ends[0], out var low) && InetAddress.TryParse(ends[1], out var high)) Add(field, isNegated, Operand.Range(low.Bits, high.Bits));
        else Add(field, isNegated, (Operand?)null);
    }

    void Protocol(bool isNegated)
    {
        var name = Next();
        if (name is "all" or "0") return;
        Add(PacketField.Protocol, isNegated, Number(name, PacketNames.Protocol));
    }

    static Operand? Number(string text, Func<string, UInt128?> named)
    {
        if (named(text.ToLowerInvariant()) is { } number) return Operand.Number(number);
        return uint.TryParse(text, out var plain) ? Operand.Number(plain) : null;
    }

    void Ports(PacketField field, bool isNegated)
    {
        var list = Next().Split(',');
        var values = new Operand?[list.Length];
        for (var i = 0; i < list.Length; i++)
        {
            var ends = list[i].Split(':');
            if (!TryPort(ends[0], 0, out var low) || !TryPort(ends[^1], ushort.MaxValue, out var high) || ends.Length > 2) continue;
            values[i] = Operand.Range(low, high);
        }
        Add(field, isNegated, values);
    }

    // An open end of a range is left out: ":1024".
    static bool TryPort(string text, ushort otherwise, out ushort port)
    {
        port = otherwise;
        return text.Length == 0 || ushort.TryParse(text, out port);
    }

    void Flags(bool isNegated, string mask, string wanted)
    {
        if (Sum(mask, PacketNames.TcpFlag) is { } bits && Sum(wanted, PacketNames.TcpFlag) is { } flags)
            parts.Add(new RulePart.Match([new FieldMask(PacketField.TcpFlags, bits)], isNegated, ElementSet.Of(Operand.Number(flags))));
        else Add(PacketField.TcpFlags, isNegated, (Operand?)null);
    }

    static UInt128? Sum(string names, Func<string, UInt128?> named)
    {
        UInt128 sum = 0;
        foreach (var name in names.Split(','))
        {
            if (named(name.ToLowerInvariant()) is not { } bit) return null;
            sum |= bit;
        }
        return sum;
    }

    // xt_conntrack.c: SNAT and DNAT count as states here, though they are bits of the status.
    void States(bool isNegated)
    {
        asksForState = true;
        Add(PacketField.ConnectionStateAndNat, isNegated, Sum(Next(), PacketNames.ConnectionStateAndNat) is { } bits ? Operand.Bits(bits) : null);
    }

    void Names(PacketField field, bool isNegated, Func<string, UInt128?> named, bool bits)
    {
        var list = Next();
        if (bits) Add(field, isNegated, Sum(list, named) is { } sum ? Operand.Bits(sum) : null);
        else Add(field, isNegated, [.. list.Split(',').Select(name => named(name.ToLowerInvariant()) is { } number ? Operand.Number(number) : null)]);
    }

    // xt_addrtype.c, match_type6: over IPv6 some types are judged from the address alone, and of those all must hold, not any.
    void AddressTypes(PacketField type, PacketField address, bool isNegated)
    {
        var isByAddress = at < words.Count && words[at].Split(',').Any(name => name is "MULTICAST" or "UNICAST" or "UNSPEC");
        if (family == InetFamily.V4 || !isByAddress)
        {
            Names(type, isNegated, PacketNames.AddressType, bits: false);
            return;
        }
        switch (Next())
        {
            case "MULTICAST": Add(address, isNegated, Multicast); break;
            case "UNICAST": Add(address, !isNegated, Multicast, Operand.Number(0)); break;
            case "UNSPEC": Add(address, isNegated, Operand.Number(0)); break;
            default: Add(type, isNegated, (Operand?)null); break;
        }
    }

    static readonly Operand Multicast = Operand.Range((UInt128)0xff << 120, UInt128.MaxValue);

    void Icmp(bool isNegated, Func<string, UInt128?> named)
    {
        var text = Next();
        if (text is "any" or "255") return;
        var slash = text.IndexOf('/');
        var type = Number(slash < 0 ? text : text[..slash], named);
        if (slash < 0) Add(PacketField.IcmpType, isNegated, type);
        else if (type is not null && Number(text[(slash + 1)..], static _ => null) is { } code)
            parts.Add(new RulePart.Match([new FieldMask(PacketField.IcmpType), new FieldMask(PacketField.IcmpCode)], isNegated, new ElementSet(null, false, [new Element([type, code])])));
        else Add(PacketField.IcmpType, isNegated, (Operand?)null);
    }

    void Mark(bool isNegated)
    {
        var ends = Next().Split('/');
        if (Hexadecimal(ends[0]) is not { } value) Add(PacketField.Mark, isNegated, (Operand?)null);
        else if (ends.Length == 1) Add(PacketField.Mark, isNegated, Operand.Number(value));
        else if (Hexadecimal(ends[1]) is { } mask) parts.Add(new RulePart.Match([new FieldMask(PacketField.Mark, mask)], isNegated, ElementSet.Of(Operand.Number(value))));
        else Add(PacketField.Mark, isNegated, (Operand?)null);
    }

    static uint? Hexadecimal(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? uint.TryParse(text.AsSpan(2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var hex) ? hex : null
            : uint.TryParse(text, out var number) ? number : null;

    void Target(string name)
    {
        switch (name)
        {
            case "ACCEPT": Decide(Verdict.Accept); break;
            case "DROP": Decide(Verdict.Drop); break;
            case "REJECT": Decide(Verdict.Reject); break;
            case "RETURN": Decide(Verdict.Return); break;
            case "DNAT": parts.Add(IptablesNat.Destination(words, at, family)); break;
            case "REDIRECT": parts.Add(IptablesNat.Redirect(words, at)); break;
            case "SNAT" or "MASQUERADE": parts.AddRange(IptablesNat.Source(words, at, family, name)); break;
            case "NETMAP": parts.Add(new RulePart.Opaque(OpaqueEffect.Rewrite, name)); break;
            case "MARK": parts.Add(SetMark()); break;
            case "NOTRACK": parts.Add(new RulePart.NoTrack()); break;
            case "CT": if (words.Contains("--notrack")) parts.Add(new RulePart.NoTrack()); break;
            case "CONNMARK" or "HMARK" or "SET": Marked(); break;
            case "TTL" or "HL": parts.Add(new RulePart.Obscure(PacketField.HopLimit)); break;
            // With a socket to hand the packet to it accepts, else it drops; it marks the packet too.
            case "TPROXY":
                parts.Add(new RulePart.SetMark(null));
                parts.Add(IptablesNat.TransparentProxy(words, at));
                parts.Add(new RulePart.Opaque(OpaqueEffect.Verdict, name));
                break;
            case "NFQUEUE" or "QUEUE" or "SYNPROXY" or "TARPIT": parts.Add(new RulePart.Opaque(OpaqueEffect.Verdict, name)); break;
            default:
                if (!neutralTargets.Contains(name)) Decide(new Verdict(VerdictKind.Jump, name));
                break;
        }
        // What follows are the target's own options.
        at = words.Count;
    }

    // These change the packet's mark only when asked to.
    void Marked()
    {
        for (var i = at - 1; i < words.Count; i++)
            if (words[i] is "HMARK" or "--restore-mark" or "--map-mark") parts.Add(new RulePart.SetMark(null));
    }

    void Decide(Verdict verdict) => parts.Add(new RulePart.Decide(verdict));

    // "--set-xmark value/mask"; --set-mark clears the bits of the value too (iptables-extensions(8)).
    RulePart.SetMark SetMark()
    {
        for (var i = at; i + 1 < words.Count; i++)
        {
            if (words[i] is not ("--set-xmark" or "--set-mark")) continue;
            var ends = words[i + 1].Split('/');
            var value = Hexadecimal(ends[0]);
            var mask = ends.Length == 1 ? uint.MaxValue : Hexadecimal(ends[1]);
            return value is null || mask is null ? new(null) : new(value, words[i] == "--set-mark" ? mask.Value | value.Value : mask.Value);
        }
        return new(null);
    }
}
