using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Probes.Linux.Twin;

namespace Berth.Reach.Tests;

/// <summary>The kernel is the judge: what the evaluator says of random rules is tried in namespaces that have these rules.</summary>
public class DifferentialTests(ITestOutputHelper output)
{
    static readonly (Protocol, int)[] ports =
        [.. RandomNft.Ports.Select(port => (Protocol.Tcp, port)), (Protocol.Udp, 80), (Protocol.Udp, 5432)];

    static int Seed => int.TryParse(Environment.GetEnvironmentVariable("BERTH_SEED"), out var seed) ? seed : 20260101;
    static int Sets(int usual) => int.TryParse(Environment.GetEnvironmentVariable("BERTH_RULE_SETS"), out var count) ? count : usual;

    [Fact]
    public Task Random_rules_of_nft_do_what_the_evaluator_says() =>
        Compare(Sets(30), seed => new RandomNft(new Random(seed)).Next(), Rules.OfNft);

    [Fact]
    public Task Random_rules_of_iptables_do_what_the_evaluator_says() =>
        Compare(Sets(20), seed => new RandomIptables(new Random(seed)).Next(), made => Rules.OfIptables(made.V4, made.V6));

    [Fact]
    public Task Random_rules_of_legacy_iptables_do_what_the_evaluator_says() =>
        Compare(Sets(6), seed => new RandomIptables(new Random(seed + 1000)).Next(), made => Rules.OfIptables(made.V4, made.V6, legacy: true));

    [Fact]
    public Task Callers_by_ways_that_are_easily_forgotten_fare_as_the_evaluator_says() =>
        Compare(Sets(12), seed => new RandomNft(new Random(seed + 2000)).Next(), Rules.OfNft, Hosts.Lab, Hosts.LabCallers);

    static readonly string[] listeners = ["0.0.0.0:80", "[::]:80", "192.168.1.5:80", "172.17.0.1:80", "203.0.115.9:80", "93.184.216.5:443", "[fd00:1::5]:80", "[fe80::5]:8080", "172.29.5.2:22", "100.64.3.4:22"];

    // Whoever is called on any port and answers was not told to be closed: the ways in are found, and nobody is forgotten.
    [Fact]
    public async Task Nobody_gets_in_where_it_was_told_that_nobody_does()
    {
        var wrong = new List<string>();
        int open = 0, told = 0;
        await Parallel.ForEachAsync(Enumerable.Range(Seed, Sets(12)), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, cancel) =>
        {
            var chance = new Random(seed + 3000);
            var made = new RandomNft(chance).Next();
            var rules = Rules.OfNft(made);
            var listener = listeners[chance.Next(listeners.Length)];
            var address = Hosts.Listener(listener).LocalAddress;
            var callers = address.IsWildcard ? Hosts.LabCallers.Where(text => !text.StartsWith("lo ")).ToArray()
                : [.. Hosts.Lab.Interfaces.Where(link => link.Kind != InterfaceKind.Loopback).SelectMany(link => CallersOf(link, address))];
            var judged = Asked.Of(rules, listener, Hosts.Lab);
            foreach (var verdict in await Told.Kernel(rules, Hosts.Lab, listener, callers, [.. RandomNft.Ports, 8091], cancel))
            {
                if (verdict.Probe.To.Family == InetFamily.V4 ? judged.V4 is null : judged.V6 is null) continue;
                lock (wrong)
                {
                    told++;
                    if (verdict.Seen == PathVerdict.Open) open++;
                    if (Told.Wrong(judged, verdict) is { } text) wrong.Add($"seed {seed}: {listener}: {text}\n{made}");
                }
            }
        });
        output.WriteLine($"{told} calls, {open} of them got in");
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong\n{string.Join("\n", wrong.Take(6))}");
        Assert.True(open > 0);
    }

    static IEnumerable<string> CallersOf(NetworkInterface link, InetAddress to)
    {
        if (to.Family == InetFamily.V6 && !link.Addresses.Any(own => own.Address.Family == InetFamily.V6)) yield break;
        if (to.ToIPAddress().IsIPv6LinkLocal && !link.Addresses.Any(own => own.Address == to)) yield break;
        string[] from = to.Family == InetFamily.V4
            ? [$"192.168.77.{link.Index}", $"203.0.114.{link.Index}", link.Name == "eth0" ? "192.168.1.20" : $"10.{link.Index}.2.3", $"100.99.{link.Index}.1"]
            : [$"fd00:{link.Index + 7}::7", $"2a00:1450:{link.Index}::8", "fe80::20"];
        foreach (var one in from) yield return $"{link.Name} {one} > {to.ToString()}";
    }

    static bool IsTooSilent(TwinVerdict verdict) => !verdict.Agrees && verdict.Seen == PathVerdict.Filtered;

    async Task Compare<T>(int count, Func<int, T> make, Func<T, FirewallRules> read, HostFacts? host = null, IReadOnlyList<string>? callers = null)
    {
        host ??= Hosts.Server;
        callers ??= Hosts.ServerCallers;
        int open = 0, closed = 0, unknown = 0;
        var wrong = new List<string>();
        await Parallel.ForEachAsync(Enumerable.Range(Seed, count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, cancel) =>
        {
            var made = make(seed);
            var rules = read(made);
            var report = await TwinProver.ProveAsync(rules, host, Case.Probes(rules, host, callers, ports), cancel);
            Assert.True(report.Problem is null, $"seed {seed}: {report.Problem}\n{made}");
            // Silence may be a busy machine's; an answer never is. So only silence is asked about once more.
            if (report.Verdicts.Any(IsTooSilent)) report = await TwinProver.ProveAsync(rules, host, [.. report.Verdicts.Select(verdict => verdict.Probe)], cancel);
            lock (wrong)
            {
                foreach (var verdict in report.Verdicts)
                {
                    if (verdict.Probe.Expected == PathVerdict.Unknown) unknown++;
                    else if (verdict.Seen == PathVerdict.Open) open++;
                    else closed++;
                    if (!verdict.Agrees) wrong.Add($"seed {seed}: said {verdict.Probe.Expected} for {verdict.Probe.From}, but {verdict.Evidence} ({verdict.Probe.Listener.Protocol})\n{made}");
                }
            }
        });
        var all = open + closed + unknown;
        output.WriteLine($"{count} rule sets, {all} cases: {open} open, {closed} closed, {unknown} unknown");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {all} wrong; run one with BERTH_SEED=<seed> BERTH_RULE_SETS=1\n{string.Join("\n", wrong.GroupBy(text => text.Split(':')[0]).Take(3).Select(group => string.Join("\n", group.Take(4).Select(text => text.Split('\n')[0])) + "\n" + group.First()))}");
        Assert.True(open > all / 20 && closed > all / 20, $"one-sided: {open} open, {closed} closed");
        Assert.True(unknown < all / 10, $"{unknown} of {all} unknown");
    }
}
