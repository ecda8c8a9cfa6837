using Berth.Engine.Audit;
using Berth.Engine.Findings;
using Berth.Model;

namespace Berth.Engine.Lint.Rules;

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

    public IEnumerable<Finding> Find(LintFacts facts)
    {
        var inside = facts.Declarations.Where(static one => one.Kind == DeclarationKind.Inside && one.Ports is not null).ToLookup(static one => one.Unit);
        foreach (var unit in inside)
        {
            var exposed = unit.Where(static one => one.Text.StartsWith("EXPOSE", StringComparison.OrdinalIgnoreCase)).ToArray();
            if (exposed.Length == 0) continue;
            foreach (var target in unit.Except(exposed))
                if (!exposed.Any(one => one.Protocol == target.Protocol && one.Ports!.Contains(target.Ports!.First)))
                    yield return Info.About(target, $"The container port {target.Ports} is published, the Dockerfile exposes {string.Join(", ", exposed.Select(static one => one.Ports))}") with
                    {
                        Confidence = Confidence.Likely,
                        Evidence = [new Evidence("file", $"{target.Path}:{target.Line}: {target.Text}"), .. exposed.Select(static one => new Evidence("file", $"{one.Path}:{one.Line}: {one.Text}"))],
                        Fixes = [new("Publish the port that the container listens on")],
                    };
        }
    }
}
