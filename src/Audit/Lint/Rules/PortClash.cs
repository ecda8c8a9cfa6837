using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Audit.Lint.Contract;
using Berth.Model.Addressing;
using Berth.Model.Repository;

namespace Berth.Audit.Lint.Rules;

public sealed class PortClash : ILintRule
{
    const int MostNamed = 6, MostPlaces = 12;

    public RuleInfo Info { get; } = new()
    {
        Id = "port-clash",
        Title = "Parts of a repository want the same port",
        Severity = new(Severity.Medium),
        Sees = "Units of the repository that run side by side (packages, compose services, Procfile entries) declare the same port of this machine.",
        Why = "They cannot run side by side: the second one fails with \"address already in use\", or moves to another port without a word.",
        Fix = "Give each of them a port of its own.",
    };

    public IEnumerable<Finding> Find(LintFacts facts) =>
        ClashSets.Of(facts.OnThisMachine).Select(Told);

    Finding Told(IReadOnlyList<PortDeclaration> clash)
    {
        var units = clash.Select(static one => one.Unit).Distinct().ToList();
        var written = clash.Where(static one => !one.IsImplied).ToList();
        var isLikely = written.Select(static one => one.Unit).Distinct().Count() < Math.Min(2, units.Count);
        var ports = PortText.Of(Shared(clash));
        return Info.About(written.LastOrDefault() ?? clash[^1], Title(units, ports), isLikely ? Severity.Low : null) with
        {
            Confidence = isLikely ? Confidence.Likely : Confidence.Certain,
            Evidence = [.. clash.Take(MostPlaces).Select(static one => new Evidence("file", $"{one.Path}:{one.Line}: {one.Text}"))],
            Fixes = [new("Give each of them a port of its own", "berth next")],
            Key = $"{string.Join(' ', units.Order(StringComparer.Ordinal))} {ports}",
        };
    }

    // What all of them want; where they only overlap one after another, all that they want together.
    static PortRange Shared(IReadOnlyList<PortDeclaration> clash)
    {
        var (first, last) = (clash.Max(static one => one.Ports!.First.Number), clash.Min(static one => one.Ports!.Last.Number));
        return first <= last ? PortRange.Of(first, last) : PortRange.Of(clash.Min(static one => one.Ports!.First.Number), clash.Max(static one => one.Ports!.Last.Number));
    }

    static string Title(List<string> units, string ports) => units.Count switch
    {
        1 => $"{units[0]} publishes {ports} twice",
        2 => $"{units[0]} and {units[1]} both want {ports}",
        _ => $"{units.Count} parts want {ports}: {string.Join(", ", units.Take(MostNamed))}{(units.Count > MostNamed ? "..." : "")}",
    };
}
