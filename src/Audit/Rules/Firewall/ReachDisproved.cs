using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Audit.Rules.Firewall;

public sealed class ReachDisproved : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "reach-disproved",
        Title = "The kernel decides otherwise than the rules were read",
        Severity = new(Severity.Medium, Severity.Medium),
        Sees = "With --prove: a caller in the copy of this machine's network got through where the rules were read to keep it out, or the other way round.",
        Why = "Berth's reading of a rule is wrong, or the rules do more than can be read. For this port, believe the kernel.",
        Fix = "Look at the rule that decides, and tell Berth's developers which it is.",
        Undo = "Nothing is changed.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var port in view.Ports)
            foreach (var proof in port.Proofs.Where(static proof => !proof.Agrees).Take(1))
                yield return Info.About(port, proof.Seen == PathVerdict.Open ? Severity.High : Severity.Medium, $"Callers of class {proof.Probe.From.Name()} are {proof.Seen.Name()}, the rules were read as {proof.Probe.Expected.Name()}") with
                {
                    Confidence = Confidence.Proven,
                    Evidence = [new Evidence("twin", proof.Evidence), .. port.ReachEvidence],
                    Fixes = [new("Look at the rules that decide", $"berth explain {port.Port}")],
                };
    }
}
