using Berth.Audit.Catalogue;
using Berth.Audit.Contract;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Protocols;
using Berth.Model.Repository;
using Berth.Model.Results;
using Berth.Model.Snapshots;
using Berth.Probes.Asking;
using Berth.Probes.Machines;

namespace Berth.Workbench.Auditing;

/// <summary>
/// Audits the machine: reads it, asks its services, lets the rules conclude, marks what was accepted. One look each.
/// </summary>
public sealed class AuditMachine(WorkbenchContext context, AuditRequest request)
{
    // Some servers greet late: a VNC server after 200 ms.
    static readonly TimeSpan greetingPatience = TimeSpan.FromMilliseconds(400);

    readonly ProjectFiles projects = new();
    readonly List<Shortfall> notAsked = [];

    /// <summary>
    /// What the rules found. Root's rights are gone for good afterwards, unless no service was asked.
    /// </summary>
    /// <returns>The report; or why what was accepted before cannot be read.</returns>
    /// <exception cref="InventoryUnavailableException">The machine cannot be read.</exception>
    public Result<FindingsReport> Run() => Look(forGood: true).IsDone(out var look, out var refusal) ? look.Report : refusal;

    /// <summary>
    /// The same, and what it rests on. The rights are there again afterwards, to mend what was found.
    /// </summary>
    /// <exception cref="InventoryUnavailableException">The machine cannot be read.</exception>
    public Result<AuditLook> Look() => Look(forGood: false);

    Result<AuditLook> Look(bool forGood)
    {
        var facts = Facts(out var chosen);
        if (!Accepted().IsDone(out var accepted, out var refusal)) return refusal;
        // All is read that takes rights: what services send is read without them.
        if (!request.NoProbe)
        {
            using var without = context.LayDownRights(forGood);
            facts = facts with { Answers = Ask(facts.Snapshot, chosen) };
        }
        return new AuditLook(facts, Report(facts, chosen, accepted));
    }

    // All but what services answer.
    AuditFacts Facts(out ChosenPorts chosen)
    {
        var snapshot = context.Machine.Take(new SnapshotOptions
        {
            Kinds = SocketKinds.Listeners | SocketKinds.Connections,
            Detail = ProcessDetail.All,
            Firewall = true,
        });
        chosen = new ChosenPorts(request.Filter, snapshot);
        return new AuditFacts
        {
            Snapshot = snapshot,
            Machine = context.Machine.Readings(snapshot),
            Policies = projects.PoliciesOf(snapshot),
            Twin = request.Prove ? TwinLook.Ask(context.Machine, snapshot, chosen) : null,
        };
    }

    Result<IReadOnlyList<Suppression>> Accepted()
    {
        var ofProject = projects.AcceptedBy(context.Directory);
        if (AcceptedFile.ForThisUser() is not { } file) return ofProject.ToArray();
        return file.Read().IsDone(out var ofPerson, out var refusal) ? (Suppression[])[.. ofPerson, .. ofProject] : refusal;
    }

    // Who asks about one port wants no other service disturbed.
    IReadOnlyList<ProtocolFacts> Ask(Snapshot snapshot, ChosenPorts chosen)
    {
        var options = new ProbeOptions { BrowserAttacks = true, FromBeyond = true, GreetingPatience = greetingPatience };
        var (asked, left) = ProbeShare.Of([.. ProbeTarget.AllOf(snapshot).Where(target => chosen.Includes(target.Socket))]);
        notAsked.AddRange(left);
        return ProtocolProber.AskAsync(asked, options, CancellationToken.None).GetAwaiter().GetResult();
    }

    FindingsReport Report(AuditFacts facts, ChosenPorts chosen, IReadOnlyList<Suppression> accepted)
    {
        var view = new AuditView(facts);
        var findings = Auditor.Run(view, RuleCatalogue.All).Where(chosen.Includes).ToArray();
        return new FindingsReport
        {
            Command = "audit",
            TakenAt = facts.Snapshot.TakenAt,
            Findings = FindingsReport.Marked(findings, accepted, context.Clock.GetUtcNow()),
            Known = request.Known,
            Scope = Scope([.. view.Ports.Where(chosen.Includes)]),
            Proof = TwinLook.Summary(facts.Twin),
            Shortfalls =
            [
                .. facts.Snapshot.Shortfalls,
                .. facts.Machine.Shortfalls,
                .. Unanswered.Of(facts.Answers),
                .. notAsked,
                .. projects.Problems,
            ],
        };
    }

    string Scope(IReadOnlyList<ListenedPort> ports)
    {
        var services = ports.Select(static port => port.Subject).Distinct().Count();
        var asked = request.NoProbe ? "none of them asked" : $"{ports.Count(static port => port.Answers.Count > 0)} of them asked";
        return $"{Count(ports.Count, "port")} of {Count(services, "service")}, {asked}";

        static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
    }
}

/// <param name="Facts">What the findings rest on.</param>
public sealed record AuditLook(AuditFacts Facts, FindingsReport Report);
