using Berth.Audit.Catalogue;
using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering.Findings;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Protocols;
using Berth.Model.Repository;
using Berth.Model.Snapshots;
using Berth.Probes.Protocols;

namespace Berth.Cli.Commands.Auditing;

/// <summary>Reads the machine, asks its services, lets the rules conclude, shows what they found.</summary>
sealed class AuditRun(Surroundings around)
{
    // Some servers greet late: a VNC server after 200 ms.
    static readonly TimeSpan greetingPatience = TimeSpan.FromMilliseconds(400);

    readonly ProjectFiles projects = new();
    readonly List<Shortfall> notAsked = [];

    public int Run(AuditRequest request)
    {
        var facts = Facts(request, out var chosen);
        var notes = Notes(request);
        // All is read that takes rights: from here on nothing needs them.
        if (!request.NoProbe) around.LayDownRights(true);
        return FindingsOutput.Write(Report(request, Asked(facts, request, chosen), chosen, notes), request.Choices, [.. RuleCatalogue.All.Select(static rule => rule.Info)], around);
    }

    /// <summary>What is found now, without showing it. The rights are there again afterwards, to mend it.</summary>
    public (AuditFacts Facts, IReadOnlyList<Finding> Findings) Look(AuditRequest request)
    {
        var facts = Facts(request, out var chosen);
        var notes = Notes(request);
        using (request.NoProbe ? null : around.LayDownRights(false)) facts = Asked(facts, request, chosen);
        return (facts, Report(request, facts, chosen, notes).Findings);
    }

    // All but what services answer.
    AuditFacts Facts(AuditRequest request, out ChosenPorts chosen)
    {
        var machine = around.Machine();
        var snapshot = machine.Take(new SnapshotOptions { Kinds = SocketKinds.Listeners | SocketKinds.Connections, Detail = ProcessDetail.All, Firewall = true });
        chosen = new ChosenPorts(request.Words, snapshot);
        return new AuditFacts
        {
            Snapshot = snapshot,
            Machine = machine.Readings(snapshot),
            Policies = projects.PoliciesOf(snapshot),
            Twin = request.Prove ? Twin.Ask(machine, snapshot, chosen) : null,
        };
    }

    // Who asks about one port wants no other service disturbed.
    AuditFacts Asked(AuditFacts facts, AuditRequest request, ChosenPorts chosen) => request.NoProbe ? facts : facts with { Answers = Ask(facts.Snapshot, chosen) };

    /// <summary>What was decided about findings before.</summary>
    sealed record EarlierNotes(IReadOnlyList<Suppression> Accepted, IReadOnlySet<string> Known);

    EarlierNotes Notes(AuditRequest request) => new(
        [.. AcceptedFile.ForThisUser()?.Read() ?? [], .. projects.AcceptedBy(around.Directory)],
        request.Choices.Baseline is { } baseline ? Baseline.Read(baseline) : new HashSet<string>());

    IReadOnlyList<ProtocolFacts> Ask(Snapshot snapshot, ChosenPorts chosen)
    {
        var options = new ProbeOptions { BrowserAttacks = true, FromBeyond = true, GreetingPatience = greetingPatience };
        var (asked, left) = ProbeShare.Of([.. ProbeTarget.AllOf(snapshot).Where(target => chosen.Includes(target.Socket))]);
        notAsked.AddRange(left);
        return ProtocolProber.AskAsync(asked, options, CancellationToken.None).GetAwaiter().GetResult();
    }

    FindingsReport Report(AuditRequest request, AuditFacts facts, ChosenPorts chosen, EarlierNotes notes)
    {
        var view = new AuditView(facts);
        var findings = Auditor.Run(view, RuleCatalogue.All).Where(chosen.Includes).ToArray();
        var today = DateOnly.FromDateTime(around.Clock.GetUtcNow().UtcDateTime);
        var ports = view.Ports.Where(chosen.Includes).ToArray();
        var services = ports.Select(static port => port.Subject).Distinct().Count();
        return new FindingsReport
        {
            Command = "audit",
            TakenAt = facts.Snapshot.TakenAt,
            Findings = FindingsOutput.Marked(findings, notes.Accepted, today),
            Known = notes.Known,
            Scope = $"{ports.Length} {(ports.Length == 1 ? "port" : "ports")} of {services} {(services == 1 ? "service" : "services")}, {(request.NoProbe ? "none of them asked" : $"{ports.Count(static port => port.Answers.Count > 0)} of them asked")}",
            Proof = Twin.Summary(facts.Twin),
            Shortfalls = [.. facts.Snapshot.Shortfalls, .. facts.Machine.Shortfalls, .. Unanswered.Of(facts.Answers), .. notAsked, .. projects.Problems],
        };
    }
}
