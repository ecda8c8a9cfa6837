using Berth.Engine.Audit;
using Berth.Engine.Findings;
using Berth.Model;

namespace Berth.Engine.Lint.Rules;

public sealed class PortClash : ILintRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "port-clash",
        Title = "Two parts of a repository want the same port",
        Severity = new(Severity.Medium),
        Sees = "Two units of the repository (packages, compose services, Procfile entries) declare the same port of this machine.",
        Why = "They cannot run side by side: the second one fails with \"address already in use\", or moves to another port without a word.",
        Fix = "Give one of them another port.",
    };

    public IEnumerable<Finding> Find(LintFacts facts)
    {
        var seen = new List<PortDeclaration>();
        foreach (var one in facts.OnThisMachine)
        {
            var other = seen.FirstOrDefault(before => before.Unit != one.Unit && before.Protocol == one.Protocol && Overlap(before.Ports!, one.Ports!) && Meet(before.Address, one.Address));
            seen.Add(one);
            if (other is null) continue;
            var isLikely = one.IsImplied || other.IsImplied;
            yield return Info.About(one, $"{one.Unit} and {other.Unit} both want port {Shared(one, other)}", isLikely ? Severity.Low : null) with
            {
                Confidence = isLikely ? Confidence.Likely : Confidence.Certain,
                Evidence = [new Evidence("file", $"{one.Path}:{one.Line}: {one.Text}"), new Evidence("file", $"{other.Path}:{other.Line}: {other.Text}")],
                Fixes = [new("Give one of them another port", "berth next")],
                Key = $"{one.Unit} {other.Unit} {Shared(one, other)}",
            };
        }
    }

    static bool Overlap(PortRange one, PortRange other) => one.First <= other.Last && other.First <= one.Last;

    static string Shared(PortDeclaration one, PortDeclaration other)
    {
        var first = one.Ports!.First.Number > other.Ports!.First.Number ? one.Ports.First : other.Ports.First;
        return first.ToString();
    }

    // 127.0.0.1 and 127.0.0.2 live side by side; a wildcard or an address that is not said meets all.
    static bool Meet(InetAddress? one, InetAddress? other) => one is not { IsWildcard: false } a || other is not { IsWildcard: false } b || a == b;
}
