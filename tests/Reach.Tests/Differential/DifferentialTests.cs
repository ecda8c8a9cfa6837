using Berth.Model;
using Berth.Probes;

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

    static bool IsTooSilent(TwinVerdict verdict) => !verdict.Agrees && verdict.Seen == PathVerdict.Filtered;

    async Task Compare<T>(int count, Func<int, T> make, Func<T, FirewallRules> read)
    {
        int open = 0, closed = 0, unknown = 0;
        var wrong = new List<string>();
        await Parallel.ForEachAsync(Enumerable.Range(Seed, count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, cancel) =>
        {
            var made = make(seed);
            var rules = read(made);
            var report = await TwinProver.ProveAsync(rules, Hosts.Server, Case.Probes(rules, Hosts.Server, Hosts.ServerCallers, ports), cancel);
            Assert.True(report.Problem is null, $"seed {seed}: {report.Problem}\n{made}");
            // Silence may be a busy machine's; an answer never is. So only silence is asked about once more.
            if (report.Verdicts.Any(IsTooSilent)) report = await TwinProver.ProveAsync(rules, Hosts.Server, [.. report.Verdicts.Select(verdict => verdict.Probe)], cancel);
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
