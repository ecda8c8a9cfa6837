using System.Text;

namespace Berth.Reach.Tests;

/// <summary>Random rule sets of nft, in all the shapes that people and programs write.</summary>
sealed class RandomNft(Random chance)
{
    public static readonly int[] Ports = [22, 80, 443, 5432, 8080, 9000];

    static readonly string[] nets4 = ["192.168.1.0/24", "192.168.1.128/25", "192.168.1.20", "10.0.0.0/8", "10.0.0.0/24", "172.17.0.0/16", "172.17.9.0/24", "100.64.0.0/10", "8.8.0.0/16", "0.0.0.0/1", "192.168.1.10-192.168.1.50"];
    static readonly string[] nets6 = ["fd00:1::/64", "fd00:1::20", "fd00::/8", "fd00:17::/64", "2606:4700::/64", "2000::/3", "fd00:1::1-fd00:1::ff"];
    static readonly string[] links = ["\"eth0\"", "\"eth1\"", "\"docker0\"", "\"lo\"", "\"eth*\"", "\"tailscale0\"", "{ \"eth0\", \"docker0\" }", "{ \"eth1\", \"tail*\" }"];
    int sets;

    public string Next()
    {
        var text = new StringBuilder();
        Table(text, "inet", "filter", isMain: true);
        if (Chance(40)) Table(text, Pick("ip", "ip6", "inet"), "extra", isMain: false);
        if (Chance(35)) Nat(text);
        if (Chance(8)) text.Append("table inet asleep {\n  flags dormant\n  chain i {\n    type filter hook input priority -200; policy drop;\n  }\n}\n");
        if (Chance(15)) text.Append($"table inet untracked {{\n  chain {Pick("in", "out")} {{\n    type filter hook {Pick("prerouting", "output")} priority raw;\n    {Pick("tcp", "udp")} {Pick("dport", "sport")} {Port()} notrack\n  }}\n}}\n");
        return text.ToString();
    }

    void Table(StringBuilder text, string family, string name, bool isMain)
    {
        var body = new StringBuilder();
        var declared = new StringBuilder();
        var subs = isMain ? new[] { "web", "guard" } : ["side"];
        foreach (var sub in subs.Reverse())
        {
            body.Append($"  chain {sub} {{\n");
            Rules(body, declared, family, chance.Next(1, 4), [], canReturn: true);
            body.Append("  }\n");
        }
        Base(body, declared, family, "input", Pick("0", "-5", "10"), isMain, subs);
        if (Chance(40)) Base(body, declared, family, "prerouting", Pick("-300", "-150", "-50"), false, subs);
        if (Chance(30)) Base(body, declared, family, "output", Pick("0", "-150"), false, subs);
        if (Chance(15)) Base(body, declared, family, "postrouting", "0", false, []);
        if (Chance(30)) Base(body, declared, family, "forward", "0", isMain, subs);
        text.Append($"table {family} {name} {{\n{declared}{body}}}\n");
    }

    void Base(StringBuilder body, StringBuilder declared, string family, string hook, string priority, bool isMain, string[] subs)
    {
        var policy = isMain && Chance(65) ? "drop" : "accept";
        body.Append($"  chain {hook}{sets++} {{\n    type filter hook {hook} priority {priority}; policy {policy};\n");
        if (policy == "drop")
        {
            if (Chance(85)) body.Append(Pick("    ct state established,related accept\n", "    ct state vmap { established : accept, related : accept, invalid : drop }\n", "    ct state { established, related } accept\n"));
            if (family != "ip" && Chance(85)) body.Append(Pick("    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept\n", "    meta l4proto ipv6-icmp accept\n", "    icmpv6 type 135-136 ip6 hoplimit 255 accept\n"));
            if (Chance(70)) body.Append(Pick("    iif lo accept\n", "    iifname \"lo\" accept\n", "    fib saddr type local accept\n"));
        }
        if (hook == "prerouting" && Chance(30)) body.Append(Pick("    fib saddr . iif oif missing drop\n", $"    {(family == "inet" ? "meta nfproto ipv6 " : "")}fib saddr . mark . iif oif missing drop\n"));
        Rules(body, declared, family, chance.Next(1, 7), subs, canReturn: false);
        body.Append("  }\n");
    }

    void Rules(StringBuilder body, StringBuilder declared, string family, int count, string[] subs, bool canReturn)
    {
        for (var i = 0; i < count; i++) body.Append($"    {Rule(declared, family, subs, canReturn)}\n");
    }

    string Rule(StringBuilder declared, string family, string[] subs, bool canReturn)
    {
        switch (chance.Next(16))
        {
            case 0: return $"tcp dport vmap {{ {Port()} : {Verdict(subs)}, 100-200 : drop{(Chance(50) ? ", 9001 : accept" : "")} }}";
            case 1: return $"{Address(declared, family, out var proto)} {Service()} {Verdict(subs)}{proto}";
            case 2:
                var name = $"s{sets++}";
                var isV4 = family != "ip6" && Chance(60);
                var concat = isV4 ? $"{Pick("10.0.0.0/8", "192.168.1.20", "192.168.1.0/24", "8.8.8.8")} . {Port()}, 1.2.3.4 . 22" : $"{Pick("fd00:1::/64", "fd00:1::20", "2000::/3")} . {Port()}, fc01::1 . 22";
                if (!isV4 && family == "ip") return $"tcp dport {Port()} {Verdict(subs)}";
                declared.Append($"  set {name} {{ type {(isV4 ? "ipv4_addr" : "ipv6_addr")} . inet_service; flags interval; elements = {{ {concat} }}; }}\n");
                return $"{(isV4 ? "ip" : "ip6")} saddr . tcp dport @{name} {Verdict(subs)}";
            case 3:
                var map = $"m{sets++}";
                declared.Append($"  map {map} {{ type inet_service : verdict; elements = {{ 22 : {Verdict(subs)}, {Pick("80", "443", "5432")} : {Verdict(subs)} }}; }}\n");
                return $"{Pick("tcp", "udp")} dport vmap @{map}";
            case 4: return $"iifname {(Chance(25) ? "!= " : "")}{Pick(links)} {Service()} {Verdict(subs)}";
            case 5: return $"ct state {Pick("new", "{ new, untracked }", "!= new", "established", "invalid", "new,related")} {Service()} {Verdict(subs)}";
            case 6: return $"meta l4proto {Pick("tcp", "udp", "{ tcp, udp }")} th dport {PortSet()} {Verdict(subs)}";
            case 7 when family == "inet": return $"meta nfproto {Pick("ipv4", "ipv6")} {Service()} {Verdict(subs)}";
            case 8: return $"fib daddr type {Pick("local", "!= local", "multicast")} {Service()} {Verdict(subs)}";
            case 9: return Chance(30) && canReturn ? "return" : $"tcp flags & (fin|syn|rst|ack) == syn tcp dport {PortSet()} {Verdict(subs)}";
            case 10 when canReturn || subs.Length > 0: return $"tcp dport {Port()} {Pick("reject with tcp reset", "reject", Verdict(subs))}";
            case 11: return $"{Address(declared, family, out _)} counter {Verdict(subs)}";
            case 12: return Chance(20) ? $"limit rate 1000/second tcp dport {Port()} {Verdict(subs)}" : $"tcp sport {Pick("1024-65535", "53", "32768-65535")} tcp dport {Port()} {Verdict(subs)}";
            case 13: return Chance(30) ? Statement(declared, family) + $" tcp dport {Port()} {Verdict(subs)}" : $"{Flags()} tcp dport {PortSet()} {Verdict(subs)}";
            case 14: return $"{(family == "ip" ? "ip saddr" : "ip6 saddr")} {(family == "ip" ? Pick("203.0.114.0/24", "100.99.0.0/16", "172.29.5.1", "172.30.9.2", "169.254.0.0/16") : Pick("fe80::/10", "fe80::20", "2a00:1450::/32"))} {Service()} {Verdict(subs)}";
            default: return canReturn && Chance(30) ? $"tcp dport {Port()} return" : $"{Service()} {Verdict(subs)}";
        }
    }

    // Statements beside the verdict, some of which may end the rule.
    string Statement(StringBuilder declared, string family)
    {
        var name = $"d{sets++}";
        var isV4 = family != "ip6";
        declared.Append($"  set {name} {{ type {(isV4 ? "ipv4_addr" : "ipv6_addr")}; flags dynamic; }}\n");
        return $"add @{name} {{ {(isV4 ? "ip" : "ip6")} saddr{Pick("", " limit rate over 1000/second", " ct count over 100", " counter")} }}";
    }

    string Flags() => Pick("tcp flags & (fin|syn) == (fin|syn)", "tcp flags & (syn|ack) == (syn|ack)", "tcp flags & (fin|syn|rst|ack) == syn", "tcp flags & (fin|syn) != (fin|syn)", "tcp flags { syn, syn | ack }", "tcp flags != syn", "tcp flags ! fin,rst");

    string Address(StringBuilder declared, string family, out string comment)
    {
        comment = Chance(10) ? " comment \"a rule\"" : "";
        var isV4 = family == "ip" || (family != "ip6" && Chance(60));
        var nets = isV4 ? nets4 : nets6;
        var field = $"{(isV4 ? "ip" : "ip6")} saddr{(Chance(20) ? " !=" : "")}";
        switch (chance.Next(4))
        {
            case 0: return $"{field} {Pick(nets)}";
            case 1: return $"{field} {{ {Pick(nets)}, {(isV4 ? "1.2.3.4" : "fc01::1")} }}";
            case 2:
                var name = $"n{sets++}";
                declared.Append($"  set {name} {{ type {(isV4 ? "ipv4_addr" : "ipv6_addr")}; flags interval; elements = {{ {Pick(nets)} }}; }}\n");
                return $"{field} @{name}";
            default:
                return isV4 ? $"ip saddr & 255.255.0.0 == {Pick("192.168.0.0", "10.0.0.0", "172.17.0.0")}" : $"ip6 saddr {Pick(nets6)}";
        }
    }

    void Nat(StringBuilder text)
    {
        var body = new StringBuilder($"  chain web {{\n    {Pick("meta l4proto tcp ", "tcp dport { 80, 8080 } ", "")}{(Chance(50) ? "ip saddr 192.168.1.0/24 " : "")}meta l4proto tcp redirect to :{Port()}\n  }}\n");
        body.Append("  chain pre {\n    type nat hook prerouting priority dstnat;\n");
        for (var i = chance.Next(1, 4); i > 0; i--)
            body.Append("    ").Append(Pick(
                $"tcp dport {Port()} redirect to :{Port()}", $"iifname {Pick(links)} tcp dport {Port()} redirect to :{Port()}", $"udp dport {Port()} redirect to :{Port()}",
                $"ip saddr {Pick(nets4)} tcp dport {Port()} redirect to :{Port()}", $"tcp dport {Port()} dnat ip to 192.168.1.5:{Port()}",
                $"tcp dport {Port()} jump web", $"tcp dport {{ {Port()}, 8091 }} redirect to :{Port()}", $"tcp dport vmap {{ {Port()} : goto web, 8091 : accept }}", $"iifname {Pick(links)} jump web",
                $"meta l4proto tcp dnat ip to tcp dport map {{ {Pick("80", "22")} : 93.184.216.5, 443 : 192.168.1.5 }}", $"tcp dport {Port()} accept")).Append('\n');
        body.Append("  }\n");
        if (Chance(30)) body.Append($"  chain out {{\n    type nat hook output priority -100;\n    tcp dport {Port()} redirect to :{Port()}\n  }}\n");
        if (Chance(40)) body.Append("  chain post {\n    type nat hook postrouting priority srcnat;\n    oifname \"eth1\" masquerade\n  }\n");
        text.Append($"table inet nat {{\n{body}}}\n");
        if (Chance(40)) text.Append($"table inet late {{\n  chain dnatted {{\n    type filter hook input priority 5;\n    ct status dnat {Pick("accept", "drop")}\n    meta l4proto tcp ct original proto-dst {Port()} {Pick("accept", "drop")}\n  }}\n}}\n");
    }

    string Service() => Pick($"tcp dport {PortSet()}", $"udp dport {PortSet()}", $"tcp dport != {Port()}", $"tcp dport {Port()}");
    string PortSet() => Pick($"{Port()}", $"{{ {Pick("22", "80")}, {Pick("443", "8000-9000")} }}", "1-1023", "8000-9000", "{ 22, 443, 5000-6000 }");
    string Port() => Pick(Ports).ToString();

    string Verdict(string[] subs) => subs.Length > 0 && Chance(25)
        ? $"{Pick("jump", "goto")} {Pick(subs)}"
        : Pick("accept", "accept", "accept", "drop", "drop");

    bool Chance(int percent) => chance.Next(100) < percent;

    T Pick<T>(params T[] choices) => choices[chance.Next(choices.Length)];
}
