using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Audit.Rules.Projects;

public sealed class PolicyDrift : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "policy-drift",
        Title = "A port that the project's policy does not allow",
        Severity = new(Severity.High, Severity.Medium),
        Sees = "A process of a project with a `policy:` in its berth.yaml listens on a port that the policy does not name, or is reached by more than it allows.",
        Why = "The project said which ports it opens and to whom; what runs is another thing than what was agreed.",
        Fix = "Start the service with the bind that the policy says, or change the policy where all see it: in the repository.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var port in view.Ports)
        {
            if (port.Process is not { SeesOtherFiles: false, Project.Value: { } project } || view.Facts.Policies.FirstOrDefault(policy => policy.Root == project.Root) is not { } policy) continue;
            var named = policy.Ports.FirstOrDefault(one => one.Protocol == port.Protocol && one.Ports.Contains(port.Port));
            if (named is null && policy.ForbidsOthers)
                yield return Info.About(port, Info.Severity.At(port.Reach)!.Value, $"{port.Subject} listens on {port.Port}, which the policy does not name") with
                {
                    Evidence = [new Evidence("config", $"{policy.Path} names {Named(policy)}"), .. port.ReachEvidence],
                    Fixes = [new($"Stop it, or add the port to `policy:` in {policy.Path}", $"berth free {port.Port}")],
                };
            else if (named is not null && port.Reach > named.Widest)
                yield return Info.About(port, Severity.High, $"{port.Subject} is open to {port.Audience()}, the policy allows {named.Widest.Name()}") with
                {
                    Evidence = [new Evidence("config", $"{policy.Path}:{named.Line} allows reach {named.Widest.Name()} for port {named.Ports}"), .. port.ReachEvidence],
                    Fixes = [new(named.Widest == ReachLevel.Host ? "Bind it to 127.0.0.1" : $"Bind it so that {named.Widest.Name()} is the widest reach"), Remedies.Block(port)],
                };
        }
    }

    static string Named(ProjectPolicy policy) => policy.Ports.Count == 0 ? "no port" : $"only {string.Join(", ", policy.Ports.Select(static port => port.Ports.ToString()))}";
}
