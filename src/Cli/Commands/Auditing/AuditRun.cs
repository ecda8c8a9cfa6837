using Berth.Cli.Hosting;
using Berth.Cli.Rendering.Findings;
using Berth.Engine.Audit;
using Berth.Engine.Findings;
using Berth.Model;
using Berth.Probes;
using Berth.Probes.Protocols;

namespace Berth.Cli.Commands.Auditing;

/// <summary>Reads the machine, asks its services, lets the rules conclude, shows what they found.</summary>
sealed class AuditRun(Surroundings around)
{
    // Some servers greet late: a VNC server after 200 ms.
    static readonly TimeSpan greetingPatience = TimeSpan.FromMilliseconds(400);

    readonly ProjectFiles projects = new();

    public int Run(AuditRequest request)
    {
        var facts = Facts(request, out var chosen);
        return FindingsOutput.Write(Report(request, facts, chosen), request.Choices, [.. RuleCatalogue.All.Select(static rule => rule.Info)], around);
    }

    /// <summary>What is found now, without showing it.</summary>
    public (AuditFacts Facts, IReadOnlyList<Finding> Findings) Look(AuditRequest request)
    {
        var facts = Facts(request, out var chosen);
        return (facts, Report(request, facts, chosen).Findings);
    }

    AuditFacts Facts(AuditRequest request, out ChosenPorts chosen)
    {
        var snapshot = around.Inventory().Take(new SnapshotOptions { Kinds = SocketKinds.Listeners | SocketKinds.Connections, Detail = ProcessDetail.All, Firewall = true });
        chosen = new ChosenPorts(request.Words, snapshot);
        return new AuditFacts
        {
            Snapshot = snapshot,
            // Who asks about one port wants no other service disturbed.
            Answers = request.NoProbe ? [] : Ask(snapshot, chosen),
            Machine = MachineReading.Read(snapshot),
            Policies = projects.PoliciesOf(snapshot),
            Twin = request.Prove ? Twin.Ask(snapshot, chosen) : null,
        };
    }

    static IReadOnlyList<ProtocolFacts> Ask(Snapshot snapshot, ChosenPorts chosen)
    {
        var options = new ProbeOptions { BrowserAttacks = true, FromBeyond = true, GreetingPatience = greetingPatience };
        return ProtocolProber.AskAsync([.. ProbeTarget.AllOf(snapshot).Where(target => chosen.Includes(target.Socket))], options, CancellationToken.None).GetAwaiter().GetResult();
    }

    FindingsReport Report(AuditRequest request, AuditFacts facts, ChosenPorts chosen)
    {
        var view = new AuditView(facts);
        var findings = Auditor.Run(view, RuleCatalogue.All).Where(chosen.Includes).ToArray();
        IReadOnlyList<Suppression> accepted = [.. AcceptedFile.ForThisUser()?.Read() ?? [], .. projects.AcceptedBy(around.Directory)];
        var today = DateOnly.FromDateTime(around.Clock.GetUtcNow().UtcDateTime);
        var ports = view.Ports.Where(chosen.Includes).ToArray();
        var services = ports.Select(static port => port.Subject).Distinct().Count();
        return new FindingsReport
        {
            Command = "audit",
            TakenAt = facts.Snapshot.TakenAt,
            Findings = FindingsOutput.Marked(findings, accepted, today),
            Known = request.Choices.Baseline is { } baseline ? Baseline.Read(baseline) : new HashSet<string>(),
            Scope = $"{ports.Length} {(ports.Length == 1 ? "port" : "ports")} of {services} {(services == 1 ? "service" : "services")}, {(request.NoProbe ? "none of them asked" : $"{ports.Count(static port => port.Answers.Count > 0)} of them asked")}",
            Proof = Twin.Summary(facts.Twin),
            Shortfalls = [.. facts.Snapshot.Shortfalls, .. facts.Machine.Shortfalls, .. Unanswered.Of(facts.Answers), .. projects.Problems],
        };
    }
}
