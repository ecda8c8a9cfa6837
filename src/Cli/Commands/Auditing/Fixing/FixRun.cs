using System.Runtime.Versioning;
using Berth.Actions.Changes;
using Berth.Workbench.Auditing;
using Berth.Audit.Findings;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Workbench.Mending;

namespace Berth.Cli.Commands.Auditing.Fixing;

/// <summary>Mends one finding: shows the diff, asks, changes, audits again. A firewall change is taken back unless it is confirmed.</summary>
/// <param name="audit">Reads the machine and finds, now.</param>
[SupportedOSPlatform("linux")]
sealed class FixRun(CommandContext context, ChangeBook book, Rollback rollback, Func<AuditLook> audit)
{
    public int Run(FixRequest request)
    {
        var (facts, report) = audit();
        if (Choose(request.Id, report.Findings) is not { } finding) return ExitCode.NothingThere;
        var plan = FixPlan.Of(finding, facts.Machine.Ufw?.Enabled == true);
        if ((plan.Refusal ?? Guard(plan, facts.Snapshot)) is { } refusal)
        {
            context.Say(Escape.ForTerminal($"Nothing was changed. {refusal}"));
            return ExitCode.Refused;
        }
        Show(plan);
        if (request.DryRun) return ExitCode.Done;
        if (plan.Fix!.NeedsRoot && facts.Snapshot.Host.UserId != 0)
        {
            context.Say($"Nothing was changed: this takes root. Try: {facts.Snapshot.Host.SudoBerth} audit --fix {finding.Fingerprint}");
            return ExitCode.NoRight;
        }
        if (!Agreed(request)) return ExitCode.Refused;
        return Apply(plan, request);
    }

    Finding? Choose(string id, IReadOnlyList<Finding> findings)
    {
        var matching = findings.Where(finding => finding.Fingerprint == id || finding.Rule == id).ToArray();
        if (matching.Length == 1) return matching[0];
        if (matching.Length == 0)
        {
            context.Say(Escape.ForTerminal($"There is no finding {id} now. `berth audit` shows what there is."));
            return null;
        }
        context.Say($"{matching.Length} findings of {matching[0].Rule}. Choose one:");
        foreach (var finding in matching) context.Say(Escape.ForTerminal($"  berth audit --fix {finding.Fingerprint}   {finding.Subject}: {finding.Title}"));
        return null;
    }

    static string? Guard(FixPlan plan, Snapshot snapshot) =>
        plan.Fix!.Action is FixAction.BlockPort block ? SessionGuard.Refuse(block, snapshot, Environment.GetEnvironmentVariable("SSH_CONNECTION")) : null;

    void Show(FixPlan plan)
    {
        context.Say(Escape.ForTerminal($"{plan.Finding.Subject}: {plan.Finding.Title}"));
        foreach (var step in plan.Steps)
            foreach (var line in step.Diff) context.Say(Escape.ForTerminal($"  {line}"));
        if (plan.Fix!.Risk is { } risk) context.Say(Escape.ForTerminal($"Mind: {risk}."));
        if (plan.TouchesFirewall && plan.Steps is [ProgramStep { Input: not null }]) context.Say("It lasts until the next start of the machine.");
    }

    bool Agreed(FixRequest request)
    {
        if (request.Yes) return true;
        if (context.Terminal.CanAsk) return Ask("Change it? [y/N] ") || Say("Nothing was changed.");
        return Say("Nothing was changed: there is nobody to ask. Give --yes to do it, or --dry-run to only look.");
    }

    int Apply(FixPlan plan, FixRequest request)
    {
        var change = new Change(plan.Finding.Fingerprint, plan.Finding.Title, context.Clock.GetUtcNow(), plan.TouchesFirewall, plan.Steps);
        var result = book.Apply(change);
        if (!result.IsDone)
        {
            context.Say(Escape.ForTerminal($"Nothing was changed. {result.Problem}"));
            return result.LackedRight ? ExitCode.NoRight : ExitCode.Failed;
        }
        if (plan.TouchesFirewall && !request.Yes && !Kept(change, request.Patience)) return ExitCode.Refused;
        context.Say($"Done. Undo: berth audit --undo {change.Name}");
        return Verify(plan.Finding);
    }

    // Whoever is cut off by the change cannot answer: then it goes back by itself.
    bool Kept(Change change, string patience)
    {
        if (rollback.Arm(change.Name, patience) is not { } mark) return TakeBack(change, "the timer that would do so if it cut you off could not be started");
        var keep = Ask($"Keep it? Without an answer it is taken back in {patience}. [y/N] ");
        if (!rollback.Disarm(mark)) return TakeBack(change, "the time was up");
        return keep || TakeBack(change, null);
    }

    // The timer may be at it already, or have done it: what is taken back stays so.
    bool TakeBack(Change change, string? why)
    {
        if (book.Find(change.Name) is not null && book.Undo(change) is { IsDone: false } failed)
            return Say(Escape.ForTerminal($"It could not be taken back: {failed.Problem} Try: berth audit --undo {change.Name}"));
        return Say(why is null ? "It was taken back." : $"It was taken back: {why}.");
    }

    int Verify(Finding before)
    {
        if (audit().Report.Findings.FirstOrDefault(finding => finding.Fingerprint == before.Fingerprint) is not { } still)
        {
            context.Say("Audited again: the finding is gone.");
            return ExitCode.Done;
        }
        // Closed to others, what every program on this machine may do remains.
        var isLess = still.Severity < before.Severity;
        context.Say(Escape.ForTerminal($"Audited again: {(isLess ? $"it is {still.Severity.Name()} now, no longer {before.Severity.Name()}" : $"it is still found ({still.Severity.Name()})")}: {still.Title}."));
        return isLess ? ExitCode.Done : ExitCode.StillHeld;
    }

    bool Ask(string question)
    {
        context.Out.Flush();
        context.Error.Write(question);
        context.Error.Flush();
        return context.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    bool Say(string line)
    {
        context.Say(line);
        return false;
    }
}

/// <param name="Id">A fingerprint, or a rule with one finding.</param>
/// <param name="Patience">How long a firewall change stays unconfirmed, as a person writes a time.</param>
sealed record FixRequest(string Id, bool Yes, bool DryRun, string Patience);
