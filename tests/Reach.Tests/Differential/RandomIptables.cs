using System.Text;

namespace Berth.Reach.Tests;

/// <summary>Random rule sets as iptables-save prints them, for both families.</summary>
sealed class RandomIptables(Random chance)
{
    static readonly string[] nets4 = ["192.168.1.0/24", "192.168.1.128/25", "192.168.1.20/32", "10.0.0.0/8", "10.0.0.0/24", "172.17.0.0/16", "100.64.0.0/10", "8.8.0.0/16", "0.0.0.0/1", "192.168.0.0/255.255.0.0"];
    static readonly string[] nets6 = ["fd00:1::/64", "fd00:1::20/128", "fd00::/8", "fd00:17::/64", "2606:4700::/64", "2000::/3"];

    public (string V4, string V6) Next() => (Family(isV4: true), Family(isV4: false));

    string Family(bool isV4)
    {
        var text = new StringBuilder();
        if (Chance(30)) Table(text, "raw", isV4, "PREROUTING", "OUTPUT");
        if (Chance(30)) Table(text, "mangle", isV4, "PREROUTING", "INPUT", "OUTPUT");
        if (Chance(50)) Nat(text, isV4);
        Filter(text, isV4);
        return text.ToString();
    }

    void Table(StringBuilder text, string name, bool isV4, params string[] chains)
    {
        text.Append($"*{name}\n");
        foreach (var chain in chains) text.Append($":{chain} ACCEPT [0:0]\n");
        if (Chance(20)) text.Append("-A PREROUTING -m rpfilter --invert -j DROP\n");
        if (name == "mangle" && Chance(30)) text.Append($"-A PREROUTING {Matches(isV4, tracked: false, interfaces: true)} -j MARK --set-xmark 0x4000/0xc000\n-A INPUT -m mark {Not()}--mark 0x4000/0x4000 -p tcp -m tcp --dport {Port()} -j DROP\n");
        for (var i = chance.Next(1, 3); i > 0; i--)
            text.Append($"-A {Pick(chains)} {Matches(isV4, tracked: name != "raw", interfaces: false)} -j {(name == "raw" && Chance(30) ? "CT --notrack" : Pick("ACCEPT", "DROP"))}\n");
        text.Append("COMMIT\n");
    }

    void Filter(StringBuilder text, bool isV4)
    {
        var drops = Chance(65);
        text.Append($"*filter\n:INPUT {(drops ? "DROP" : "ACCEPT")} [0:0]\n:FORWARD {Pick("DROP", "ACCEPT")} [0:0]\n:OUTPUT ACCEPT [0:0]\n:user - [0:0]\n:guard - [0:0]\n");
        if (drops)
        {
            if (Chance(85)) text.Append(Pick("-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n", "-A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT\n"));
            if (!isV4 && Chance(85)) text.Append(Pick("-A INPUT -p ipv6-icmp -j ACCEPT\n", "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m hl --hl-eq 255 -j ACCEPT\n-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 136 -m hl --hl-eq 255 -j ACCEPT\n"));
            if (Chance(70)) text.Append("-A INPUT -i lo -j ACCEPT\n");
        }
        for (var i = chance.Next(2, 8); i > 0; i--) text.Append($"-A INPUT {Matches(isV4, true)} {Target("user", "guard")}\n");
        for (var i = chance.Next(1, 5); i > 0; i--) text.Append($"-A user {Matches(isV4, true)} {Target("guard")}\n");
        for (var i = chance.Next(1, 4); i > 0; i--) text.Append($"-A guard {Matches(isV4, true)} {Target()}\n");
        if (Chance(25)) text.Append($"-A OUTPUT {Matches(isV4, true, interfaces: false)} -j DROP\n");
        text.Append("COMMIT\n");
    }

    void Nat(StringBuilder text, bool isV4)
    {
        text.Append("*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n:DOCKER - [0:0]\n");
        if (Chance(50)) text.Append("-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER\n");
        for (var i = chance.Next(1, 4); i > 0; i--)
            text.Append(Pick(
                $"-A PREROUTING -p tcp -m tcp --dport {Port()} -j REDIRECT --to-ports {Port()}\n", $"-A DOCKER ! -i docker0 -p tcp -m tcp --dport {Port()} -j DNAT --to-destination {(isV4 ? "192.168.1.5" : "[fd00:1::5]")}:{Port()}\n",
                $"-A PREROUTING -i eth+ -p udp -m udp --dport {Port()} -j REDIRECT --to-ports {Port()}\n", $"-A DOCKER -i docker0 -j RETURN\n"));
        if (Chance(40)) text.Append("-A POSTROUTING -o eth1 -j MASQUERADE\n");
        text.Append("COMMIT\n");
    }

    string Matches(bool isV4, bool tracked, bool interfaces = true)
    {
        var text = new StringBuilder();
        if (Chance(40)) text.Append($"{Not()}-s {Pick(isV4 ? nets4 : nets6)} ");
        if (interfaces && Chance(25)) text.Append($"{Not()}-i {Pick("eth0", "eth1", "docker0", "lo", "eth+", "tail+")} ");
        var protocol = Pick("tcp", "tcp", "udp");
        text.Append($"-p {protocol} ");
        text.Append(Pick(
            $"-m {protocol} {Not()}--dport {Port()} ", $"-m {protocol} --dport {Pick("1:1023", "8000:9000", ":443")} ", $"-m multiport {Not()}--dports {Pick("22,80,443", "80,5000:6000", "8080,9000")} ",
            protocol == "tcp" ? "-m tcp --tcp-flags FIN,SYN,RST,ACK SYN " : $"-m udp --sport 1024:65535 -m udp --dport {Port()} "));
        if (tracked && Chance(25)) text.Append($"-m conntrack {Not()}--ctstate {Pick("NEW", "ESTABLISHED", "NEW,RELATED", "INVALID", "DNAT", "UNTRACKED")} ");
        if (Chance(12)) text.Append($"-m addrtype --dst-type {Pick("LOCAL", "MULTICAST", "UNICAST", "LOCAL,MULTICAST")} ");
        if (Chance(10)) text.Append($"-m iprange --src-range {(isV4 ? "192.168.1.1-192.168.1.50" : "fd00:1::1-fd00:1::ff")} ");
        if (Chance(10)) text.Append("-m comment --comment \"a \\\"quoted\\\" rule -j DROP\" ");
        if (Chance(3)) text.Append("-m limit --limit 100/sec ");
        return text.ToString().TrimEnd();
    }

    string Target(params string[] chains) => chains.Length > 0 && Chance(30)
        ? $"{Pick("-j", "-g")} {Pick(chains)}"
        : $"-j {Pick("ACCEPT", "ACCEPT", "ACCEPT", "DROP", "DROP", "RETURN", "REJECT", "LOG")}";

    string Not() => Chance(15) ? "! " : "";
    string Port() => Pick(RandomNft.Ports).ToString();
    bool Chance(int percent) => chance.Next(100) < percent;
    T Pick<T>(params T[] choices) => choices[chance.Next(choices.Length)];
}
