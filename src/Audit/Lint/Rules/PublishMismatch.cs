using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Audit.Lint.Contract;
using Berth.Model.Repository;

namespace Berth.Audit.Lint.Rules;

public sealed class PublishMismatch : ILintRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "publish-mismatch",
        Title = "A published port where the container does not listen",
        Severity = new(Severity.Low),
        Sees = "A compose service publishes a container port that its Dockerfile does not EXPOSE, while it exposes others.",
        Why = "The connection is accepted by the engine and then reset: \"empty reply from server\".",
        Fix = "Publish the port that the Dockerfile exposes, or correct its EXPOSE.",
    };

    // A debugger's port is published beside those of the image: Node's inspector, debugpy, JDWP, Delve.
    static readonly HashSet<int> debuggers = [9229, 5678, 5005, 2345, 40000];

    const int MostNamed = 6;

    public IEnumerable<Finding> Find(LintFacts facts)
    {
        var inside = facts.Declarations.Where(static one => one.Kind == DeclarationKind.Inside && one.Ports is not null).ToLookup(static one => one.BuiltFrom ?? one.Unit);
        foreach (var unit in inside)
        {
            var exposed = unit.Where(IsExposed).ToArray();
            if (exposed.Length == 0) continue;
            var single = exposed.Select(static one => (one.Protocol, one.Ports!.First)).ToHashSet();
            var ranges = exposed.Where(static one => one.Ports!.Count > 1).ToArray();
            var named = string.Join(", ", exposed.Take(MostNamed).Select(static one => one.Ports)) + (exposed.Length > MostNamed ? "..." : "");
            foreach (var target in unit.Where(static one => !IsExposed(one)))
            {
                var port = target.Ports!.First;
                if (single.Contains((target.Protocol, port)) || debuggers.Contains(port.Number)) continue;
                if (!Array.Exists(ranges, one => one.Protocol == target.Protocol && one.Ports!.Contains(port)))
                    yield return Info.About(target, $"The container's {PortText.Of(target.Ports)} {(target.Ports.Count == 1 ? "is" : "are")} published, the Dockerfile exposes {named}") with
                    {
                        Confidence = Confidence.Likely,
                        Evidence = [new Evidence("file", $"{target.Path}:{target.Line}: {target.Text}"), .. exposed.Take(MostNamed).Select(static one => new Evidence("file", $"{one.Path}:{one.Line}: {one.Text}"))],
                        Fixes = [new("Publish the port that the container listens on")],
                    };
            }
        }
    }

    static bool IsExposed(PortDeclaration one) => one.Text.StartsWith("EXPOSE", StringComparison.OrdinalIgnoreCase);
}
