using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Audit.Lint.Contract;
using Berth.Engine.Ports;
using Berth.Model.Addressing;

namespace Berth.Audit.Lint.Rules;

public sealed class PortBlocked : ILintRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "port-blocked",
        Title = "A declared port that browsers refuse to open",
        Severity = new(Severity.Medium),
        Sees = "A port that a web server of the repository declares is on the browsers' list of blocked ports (WHATWG Fetch, \"port blocking\").",
        Why = "Browsers answer ERR_UNSAFE_PORT without ever connecting; curl works, which makes it hard to find.",
        Fix = "Use another port.",
        References = ["https://fetch.spec.whatwg.org/#port-blocking"],
    };

    public IEnumerable<Finding> Find(LintFacts facts)
    {
        foreach (var one in facts.OnThisMachine)
            if (one is { Protocol: Protocol.Tcp, Ports: { Count: 1 } port } && BlockedPorts.Contains(port.First))
                yield return Info.About(one, $"Browsers refuse to open port {port.First}", one.IsForBrowsers ? null : Severity.Info) with { Fixes = [new("Choose another port", "berth next")] };
    }
}
