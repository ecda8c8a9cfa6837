using System.Text;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Probes.Linux.Twin;

namespace Berth.Reach.Tests;

/// <summary>Every form in which nft and iptables write what they compare, each on a port of its own, and the kernel is asked.</summary>
public class FormTests
{
    const int First = 7000;

    static readonly string[] callers =
        ["eth0 192.168.1.20", "eth0 192.168.1.200", "eth0 10.1.2.20", "eth1 8.8.8.8", "eth0 fd00:1::20", "docker0 172.17.0.2", "lo 127.0.0.1", "lo ::1", "eth0 fe80::20 > fd00:1::5"];

    static readonly string[] nft =
    [
        "tcp flags & (fin|syn) == (fin|syn)", "tcp flags & (fin|syn) != (fin|syn)", "tcp flags & (syn|rst) == (syn|rst)", "tcp flags & (fin|syn) == syn", "tcp flags & (fin|syn|rst|ack) == syn",
        "tcp flags syn", "tcp flags syn,ack", "tcp flags == syn", "tcp flags != syn", "tcp flags == syn|ack", "tcp flags ! syn", "tcp flags ! fin,rst", "tcp flags & (fin|syn|rst) != 0",
        "tcp flags & (fin|rst) == 0", "tcp flags syn / fin,syn", "tcp flags != syn / fin,syn", "tcp flags { syn, syn | ack }", "tcp flags { ack, syn | ack }", "tcp flags & (syn|ack) == { syn, ack }",
        "tcp flags != { fin, syn }", "tcp flags & (syn|ack) == (syn|ack)", "tcp flags & (fin|syn|rst|psh|ack|urg) == 0x0",
        "ct state & (new|invalid) == (new|invalid)", "ct state & (new|invalid) != (new|invalid)", "ct state new", "ct state new,invalid", "ct state == new", "ct state != new", "ct state { new, untracked }",
        "ct state != { new, untracked }", "ct state ! new,invalid", "ct state ! invalid", "ct state established", "ct state vmap { new : continue, invalid : drop }",
        "ct status dnat", "ct status != dnat", "ct status ! dnat", "ct status snat,dnat", "ct status & (snat|dnat) == (snat|dnat)", "ct status & dnat != 0", "ct direction original", "ct direction != original",
        "ct direction { original, reply }", "ct mark 0", "ct mark and 1 == 1", "ct zone 0",
        "ip saddr 192.168.1.20", "ip saddr != 192.168.1.20", "ip saddr 192.168.1.0/24", "ip saddr != 192.168.1.0/24", "ip saddr 192.168.1.10-192.168.1.50", "ip saddr { 192.168.1.20, 10.0.0.0/8 }",
        "ip saddr != { 192.168.1.20, 10.0.0.0/8 }", "ip saddr & 255.255.0.0 == 192.168.0.0", "ip saddr & 0.0.0.255 == 0.0.0.20", "ip saddr and 0.0.0.1 != 0", "ip saddr > 192.168.1.100", "ip saddr <= 192.168.1.100",
        "ip6 saddr fd00:1::20", "ip6 saddr != fd00:1::/64", "ip6 saddr { fd00:1::20, 2000::/3 }", "ip6 saddr & ffff:: == fd00::", "ip6 saddr fe80::/10", "ip daddr 192.168.1.5", "ip daddr { 192.168.1.5, 172.17.0.1 }",
        "ip saddr . ip daddr { 192.168.1.20 . 192.168.1.5 }", "ip saddr . tcp dport { 192.168.1.0/24 . PORT }", "ip saddr . tcp dport != { 192.168.1.0/24 . PORT }", "iifname . ip saddr { \"eth0\" . 192.168.1.20 }",
        "ct original ip saddr 192.168.1.20", "ct original ip daddr 192.168.1.5", "ct original proto-dst PORT", "ct original protocol tcp",
        "meta l4proto tcp", "meta l4proto != tcp", "meta l4proto { tcp, udp }", "meta l4proto 6", "meta protocol ip", "meta protocol != ip", "meta protocol { ip, ip6 }", "meta protocol 4", "meta nfproto ipv4", "meta nfproto ipv6",
        "ip protocol tcp", "ip6 nexthdr tcp", "ip protocol != tcp", "th dport PORT", "th dport != PORT", "tcp dport != { 1-100 }", "tcp dport & 1 == 0", "tcp dport >= PORT", "tcp dport < PORT", "tcp sport 1024-65535", "tcp sport != 1024-65535",
        "tcp sport { 1-1023 }", "iifname \"eth0\"", "iifname != \"eth0\"", "iifname \"eth*\"", "iifname { \"eth0\", \"dock*\" }", "iifname != { \"eth0\", \"lo\" }", "iif lo", "iif != lo", "meta iiftype ether", "meta iiftype loopback",
        "meta mark 0", "meta mark 7", "meta mark & 0xff == 0x10", "meta mark 0x10-0x20", "meta pkttype host", "meta pkttype { broadcast, multicast }", "meta pkttype != host",
        "fib daddr type local", "fib daddr type != local", "fib daddr type { local, multicast }", "fib saddr type unicast", "fib saddr type local", "fib daddr . iif type local", "fib saddr . iif oif missing", "fib saddr . iif oif exists", "fib saddr oif \"eth0\"",
        "ip ttl > 1", "ip ttl 64", "ip6 hoplimit 64", "ip dscp cs0", "ip length > 10", "tcp option maxseg exists", "exthdr frag exists", "exthdr hbh missing", "icmp type echo-request", "icmpv6 type 135", "icmp type != echo-request",
        "limit rate 1000/second", "limit rate over 1000/second", "quota over 100 mbytes", "ct count over 1000", "meta skuid 0", "meta cpu 0", "numgen random mod 2 0", "meta time > \"2020-01-01\"", "meta length > 10",
        "add @seen { ip saddr limit rate over 10/minute }", "update @timed { ip saddr timeout 1m limit rate over 1000/second }", "add @counted { ip saddr ct count over 3 }", "add @seen4 { ip saddr }", "add @seen6 { ip6 saddr }",
        "update @timed { ip saddr timeout 1m }", "add @seenct { ct original ip saddr }", "ip saddr @limited", "ip saddr @plain", "ip saddr != @plain", "ip saddr @expiring", "ip saddr @seen4", "meter m1 { ip saddr limit rate over 10/minute }",
        "counter", "log prefix \"x\"", "meta mark set 7", "meta mark set ct mark", "ip dscp set cs1", "ip ttl set 63", "meta priority set 1:2", "tcp option maxseg size set 1400", "ct mark set 3", "meta mark set ip saddr map { 192.168.1.20 : 5 }",
        "tcp dport vmap { PORT : continue }", "tcp dport vmap { 1 : accept }", "notrack",
    ];

    // Endings that drop in a way of their own.
    static readonly string[] endings = ["reject with icmp admin-prohibited", "reject with icmpv6 admin-prohibited", "reject with icmpx admin-prohibited", "reject with tcp reset", "reject", "queue num 9 bypass"];

    const string Sets = "  set seen { type ipv4_addr; flags dynamic; }\n  set seen4 { type ipv4_addr; flags dynamic; }\n  set seen6 { type ipv6_addr; flags dynamic; }\n  set counted { type ipv4_addr; flags dynamic; }\n  set seenct { type ipv4_addr; flags dynamic; }\n"
        + "  set timed { type ipv4_addr; flags dynamic,timeout; }\n  set limited { type ipv4_addr; limit rate over 1000/second; elements = { 192.168.1.20 }; }\n"
        + "  set plain { type ipv4_addr; counter; elements = { 192.168.1.20 }; }\n  set expiring { type ipv4_addr; flags timeout; elements = { 192.168.1.20 timeout 1h }; }\n";

    /// <summary>The forms that this kernel and this nft take.</summary>
    static (FirewallRules Rules, IReadOnlyList<string> Forms) Loaded(string verdict)
    {
        IReadOnlyList<string> forms = verdict == "drop" ? [.. nft.Select(form => $"{form} tcp dport PORT drop"), .. nft.Where(IsBeside).Select(form => $"tcp dport PORT {form} drop"), .. endings.Select(ending => $"tcp dport PORT {ending}")]
            : [.. nft.Select(form => $"{form} tcp dport PORT accept")];
        var taken = forms.Where(form => Rules.Takes(Table([form], verdict))).ToArray();
        return (Rules.OfNft(Table(taken, verdict)), taken);
    }

    static bool IsBeside(string form) => form.StartsWith("add ") || form.StartsWith("update ") || (form.Contains("limit") && !form.StartsWith("meter ")) || form.Contains(" set ");

    static string Table(string[] forms, string verdict)
    {
        var text = new StringBuilder($"table inet f {{\n{Sets}  chain i {{\n    type filter hook input priority 0; policy {(verdict == "drop" ? "accept" : "drop")};\n");
        if (verdict != "drop") text.Append("    meta l4proto ipv6-icmp accept\n    ct state established accept\n");
        for (var i = 0; i < forms.Length; i++) text.Append($"    {forms[i].Replace("PORT", $"{First + i}")}\n");
        return text.Append("  }\n}\n").ToString();
    }

    [Theory]
    [InlineData("drop", 64)]
    [InlineData("accept", 48)]
    public async Task However_nft_writes_a_value_it_is_read_as_the_kernel_does_or_not_at_all(string verdict, int mostUnknown)
    {
        var (rules, forms) = Loaded(verdict);
        Assert.True(forms.Count > 120, $"{forms.Count} forms");
        Assert.Empty(rules.Gaps);
        await Compare(rules, forms, mostUnknown);
    }

    static readonly string[] iptables =
    [
        .. new[] { "NEW", "ESTABLISHED", "RELATED", "INVALID", "UNTRACKED", "DNAT", "SNAT", "NEW,DNAT", "INVALID,UNTRACKED", "RELATED,ESTABLISHED,SNAT" }.SelectMany(state => (string[])[$"-m conntrack --ctstate {state}", $"-m conntrack ! --ctstate {state}"]),
        "-m conntrack --ctdir ORIGINAL", "-m conntrack ! --ctdir ORIGINAL", "-m conntrack --ctdir REPLY", "-m conntrack --ctstatus NONE", "-m conntrack --ctstatus CONFIRMED", "-m conntrack ! --ctstatus ASSURED",
        "-m conntrack --ctorigdst 192.168.1.5", "-m conntrack ! --ctorigdst 192.168.1.5", "-m conntrack --ctorigsrc 192.168.1.20", "-m conntrack --ctproto 6", "-m conntrack ! --ctproto 6", "-m conntrack --ctorigdstport PORT",
        "-m conntrack --ctstate INVALID,UNTRACKED --ctorigdst 10.9.9.9", "-m conntrack --ctstate INVALID,UNTRACKED --ctdir REPLY", "-m conntrack --ctstate NEW --ctorigdst 10.9.9.9", "-m state --state NEW", "-m state --state UNTRACKED",
        "-s 0.0.0.20/0.0.0.255", "! -s 192.168.1.0/24", "-m iprange --src-range 192.168.1.1-192.168.1.50", "-m addrtype --dst-type LOCAL", "-m addrtype ! --dst-type LOCAL", "-m addrtype --src-type LOCAL", "-m addrtype --dst-type LOCAL --limit-iface-in",
        "-i eth+", "! -i eth0", "-i lo", "-m multiport --ports PORT", "-m multiport ! --dports 1,2", "-m tcp --tcp-flags FIN,SYN FIN,SYN", "-m tcp --tcp-flags SYN,ACK SYN", "-m tcp ! --syn", "-m tcp --tcp-option 2", "-m mark --mark 0x0", "-m mark ! --mark 0x7",
        "-m pkttype --pkt-type unicast", "-m pkttype --pkt-type multicast", "-m ttl --ttl-gt 1", "-m length --length 1:9000", "-m limit --limit 1000/sec", "-m comment --comment \"a -j DROP\"", "-m statistic --mode nth --every 2", "-m u32 --u32 \"0=0\"", "-m connmark --mark 0x0",
    ];

    // The four states of a packet: of a connection, before tracking, taken out of it, and sent somewhere else.
    [Theory]
    [InlineData("nft", "")]
    [InlineData("legacy", "")]
    [InlineData("nft", "*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A PREROUTING -p tcp -j CT --notrack\nCOMMIT\n")]
    [InlineData("legacy", "*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A PREROUTING -p tcp -j CT --notrack\nCOMMIT\n")]
    [InlineData("nft", "*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A OUTPUT -p tcp -j CT --notrack\nCOMMIT\n")]
    [InlineData("nft", "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 6000 -j REDIRECT --to-ports 7000\n-A POSTROUTING -j MASQUERADE\nCOMMIT\n")]
    public async Task However_iptables_writes_a_match_it_is_read_as_the_kernel_does_or_not_at_all(string kind, string before)
    {
        bool Takes(string form) => Rules.TakesIptables($"{before}{Filter([form])}", kind == "legacy");
        var forms = iptables.Where(Takes).ToArray();
        Assert.True(forms.Length > 50, $"{forms.Length} forms");
        await Compare(Rules.OfIptables(before + Filter(forms), legacy: kind == "legacy"), forms, 24);
    }

    static string Filter(string[] forms)
    {
        var text = new StringBuilder("*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n");
        for (var i = 0; i < forms.Length; i++)
        {
            var form = forms[i].Replace("PORT", $"{First + i}");
            // Addresses and interfaces come before the protocol.
            text.Append(form.StartsWith("-m") ? $"-A INPUT -p tcp -m tcp --dport {First + i} {form} -j DROP\n" : $"-A INPUT {form} -p tcp -m tcp --dport {First + i} -j DROP\n");
        }
        return text.Append("COMMIT\n").ToString();
    }

    static async Task Compare(FirewallRules rules, IReadOnlyList<string> forms, int mostUnknown)
    {
        var ports = forms.Select((_, i) => (Protocol.Tcp, First + i)).ToArray();
        var report = await TwinProver.ProveAsync(rules, Hosts.Lab, Case.Probes(rules, Hosts.Lab, callers, ports), TestContext.Current.CancellationToken);
        Assert.Null(report.Problem);
        Assert.True(report.NotAsked.Count == 0, string.Join("; ", report.NotAsked));
        var wrong = report.Verdicts.Where(verdict => !verdict.Agrees).Select(verdict => $"{forms[verdict.Probe.Port.Number - First]}: said {verdict.Probe.Expected}, but {verdict.Evidence}").ToArray();
        Assert.True(wrong.Length == 0, $"{wrong.Length} wrong:\n{string.Join("\n", wrong.Take(60))}");
        var unknown = report.Verdicts.Where(verdict => verdict.Probe.Expected == PathVerdict.Unknown).Select(verdict => forms[verdict.Probe.Port.Number - First]).Distinct().ToArray();
        Assert.True(unknown.Length <= mostUnknown, $"{unknown.Length} forms are unknown:\n{string.Join("\n", unknown)}");
    }
}
